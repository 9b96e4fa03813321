#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/user_transfer.hpp"

namespace chancery::breaker {

/// outbound::UserTransfer through a breaker. Both are to outlive it.
class UserTransfer final : public outbound::UserTransfer {
 public:
  UserTransfer(outbound::UserTransfer& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  std::vector<outbound::ArrivalOutcome> add(std::span<const outbound::Arrival> arrivals) override {
    return breaker_.write([&] { return store_.add(arrivals); });
  }
  std::vector<outbound::ArrivalOutcome> foresee(
      std::span<const outbound::Arrival> arrivals) override {
    return breaker_.read([&] { return store_.foresee(arrivals); });
  }
  std::vector<outbound::UserCredentials> page(const std::optional<UserId>& after,
                                              std::size_t limit) override {
    return breaker_.read([&] { return store_.page(after, limit); });
  }

 private:
  outbound::UserTransfer& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
