#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/attempt_store.hpp"

namespace chancery::breaker {

/// outbound::AttemptStore through a breaker. Both are to outlive it.
class AttemptStore final : public outbound::AttemptStore {
 public:
  AttemptStore(outbound::AttemptStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  std::vector<AttemptTally> find(const std::vector<AttemptKey>& keys) override {
    return breaker_.read([&] { return store_.find(keys); });
  }
  bool replace(const AttemptKey& key, const AttemptTally& from, const AttemptTally& to) override {
    return breaker_.write([&] { return store_.replace(key, from, to); });
  }

 private:
  outbound::AttemptStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
