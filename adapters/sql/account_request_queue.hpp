#pragma once

#include "ports/outbound/account_request_queue.hpp"

namespace chancery::sql {

class Database;

/// outbound::AccountRequestQueue over a SQL database. A claim whose outcome is unknown lasts until
/// its lease is over. Throws std::invalid_argument for text that is not UTF-8 or holds NUL.
class AccountRequestQueue final : public outbound::AccountRequestQueue {
 public:
  explicit AccountRequestQueue(Database& database) : database_(database) {}

  void add(const AccountRequest& request) override;
  std::vector<AccountRequest> claim(Instant now, Instant leased_until, std::size_t limit) override;
  void remove(const AccountRequestId& id) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
