#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/account_request_queue.hpp"

namespace chancery::memory {

/// outbound::AccountRequestQueue over a memory::Database. Keeps the port's contract and never
/// throws Unavailable.
class AccountRequestQueue final : public outbound::AccountRequestQueue {
 public:
  explicit AccountRequestQueue(Database& database) : database_(database) {}

  void add(const AccountRequest& request) override;
  std::vector<AccountRequest> claim(Instant now, Instant leased_until, std::size_t limit) override;
  void remove(const AccountRequestId& id) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
