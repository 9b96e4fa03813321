#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/account_request_queue.hpp"

namespace chancery::breaker {

/// outbound::AccountRequestQueue through a breaker. Both are to outlive it.
class AccountRequestQueue final : public outbound::AccountRequestQueue {
 public:
  AccountRequestQueue(outbound::AccountRequestQueue& queue, Breaker& breaker)
      : queue_(queue), breaker_(breaker) {}

  void add(const AccountRequest& request) override {
    return breaker_.write([&] { return queue_.add(request); });
  }
  std::vector<AccountRequest> claim(Instant now, Instant leased_until, std::size_t limit) override {
    return breaker_.write([&] { return queue_.claim(now, leased_until, limit); });
  }
  void remove(const AccountRequestId& id) override {
    return breaker_.write([&] { return queue_.remove(id); });
  }

 private:
  outbound::AccountRequestQueue& queue_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
