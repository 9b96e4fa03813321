#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/mail_store.hpp"

namespace chancery::memory {

/// outbound::MailStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
class MailStore final : public outbound::MailStore {
 public:
  explicit MailStore(Database& database) : database_(database) {}

  void add(const outbound::SealedMail& mail) override;
  std::vector<outbound::SealedMail> claim(Instant now, Instant leased_until,
                                          std::size_t limit) override;
  void postpone(const MailId& id, std::int64_t attempts, Instant next_attempt_at) override;
  void remove(const MailId& id) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
