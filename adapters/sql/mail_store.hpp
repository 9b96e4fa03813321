#pragma once

#include "ports/outbound/mail_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::MailStore over a SQL database. A claim whose outcome is unknown lasts until its lease
/// is over.
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

}  // namespace chancery::sql
