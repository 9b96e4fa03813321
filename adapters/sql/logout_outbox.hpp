#pragma once

#include "ports/outbound/logout_outbox.hpp"

namespace chancery::sql {

class Database;

/// outbound::LogoutOutbox over a SQL database. A claim whose outcome is unknown lasts until its
/// lease is over.
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

}  // namespace chancery::sql
