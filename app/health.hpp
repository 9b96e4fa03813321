#pragma once

#include <atomic>

#include "adapters/breaker/breaker.hpp"
#include "adapters/sql/database.hpp"
#include "ports/inbound/check_health.hpp"
#include "ports/outbound/key_ring.hpp"

namespace chancery {

class Health final : public inbound::CheckHealth {
 public:
  Health(sql::Database& database, const breaker::Breaker& breaker, const outbound::KeyRing& keys)
      : database_(database), breaker_(breaker), keys_(keys) {}

  /// Asks a database only while its breaker is closed: those who ask for health are many and
  /// patient, and are not to wait for a database that is away.
  inbound::Health check() noexcept override {
    const bool draining = draining_.load();
    const auto state = breaker_.vitals().state;
    return {.ready = !draining && keys_.complete(),
            .draining = draining,
            .database = state == breaker::State::closed && database_.ping(),
            .breaker = shown(state)};
  }

  void begin_drain() { draining_ = true; }

 private:
  static inbound::DatabaseBreaker shown(breaker::State state) {
    using enum inbound::DatabaseBreaker;
    switch (state) {
      case breaker::State::closed: return closed;
      case breaker::State::open: return open;
      case breaker::State::half_open: return half_open;
    }
    std::unreachable();
  }

  sql::Database& database_;
  const breaker::Breaker& breaker_;
  const outbound::KeyRing& keys_;
  std::atomic<bool> draining_ = false;
};

}  // namespace chancery
