#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/idempotency_store.hpp"

namespace chancery::breaker {

/// outbound::IdempotencyStore through a breaker. Both are to outlive it.
class IdempotencyStore final : public outbound::IdempotencyStore {
 public:
  IdempotencyStore(outbound::IdempotencyStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  IdempotencyOutcome begin(const Begin& begin) override {
    return breaker_.write([&] { return store_.begin(begin); });
  }
  void finish(const IdempotencyAttempt& attempt, const std::string& answer) override {
    return breaker_.write([&] { return store_.finish(attempt, answer); });
  }
  void abandon(const IdempotencyAttempt& attempt) override {
    return breaker_.write([&] { return store_.abandon(attempt); });
  }

 private:
  outbound::IdempotencyStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
