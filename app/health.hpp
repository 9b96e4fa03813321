#pragma once

#include <atomic>

#include "adapters/sql/database.hpp"
#include "ports/inbound/check_health.hpp"
#include "ports/outbound/key_ring.hpp"

namespace chancery {

class Health final : public inbound::CheckHealth {
 public:
  Health(sql::Database& database, const outbound::KeyRing& keys)
      : database_(database), keys_(keys) {}

  inbound::Health check() noexcept override {
    const bool draining = draining_.load();
    return {
        .ready = !draining && keys_.complete(), .draining = draining, .database = database_.ping()};
  }

  void begin_drain() { draining_ = true; }

 private:
  sql::Database& database_;
  const outbound::KeyRing& keys_;
  std::atomic<bool> draining_ = false;
};

}  // namespace chancery
