#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/logout_outbox.hpp"

namespace chancery::memory {

/// outbound::LogoutOutbox over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
class LogoutOutbox final : public outbound::LogoutOutbox {
 public:
  explicit LogoutOutbox(Database& database) : database_(database) {}

  std::vector<LogoutNotice> claim(Instant now, Instant leased_until, std::size_t limit) override;
  void postpone(const LogoutNotice& claimed, Instant next_attempt_at) override;
  void put_off(const ClientId& client, Instant until) override;
  void remove(const NoticeId& id) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
