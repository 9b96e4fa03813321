#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/breaker/breaker.hpp"
#include "adapters/crypto/key_ring.hpp"
#include "adapters/crypto/password_hasher.hpp"
#include "adapters/http/server_load.hpp"
#include "adapters/metrics/registry.hpp"
#include "adapters/sql/pool_use.hpp"
#include "app/housekeeper.hpp"
#include "domain/time.hpp"
#include "ports/inbound/read_metrics.hpp"
#include "ports/outbound/clock.hpp"

namespace chancery {

/// What is asked when somebody reads the metrics; nothing of it may ask the database.
struct MetricsSources {
  std::function<http::ServerLoad()> server;
  std::function<sql::PoolUse()> pool;
  std::function<breaker::Vitals()> breaker;
  std::function<crypto::HashPlaces::Load()> hashes;
  std::function<Housekeeper::Figures()> housekeeping;
  const crypto::KeyRing& keys;
  const outbound::Clock& clock;
  Lifetime signing_key_lifetime;
};

/// The series of the registry, and what is read anew each time.
class MetricsReport final : public inbound::ReadMetrics {
 public:
  /// What is referred to must outlive this.
  MetricsReport(const metrics::Registry& registry, const MetricsSources& sources);

  [[nodiscard]] std::string exposition() override;

 private:
  const metrics::Registry& registry_;
  const std::vector<metrics::Reading> readings_;
};

}  // namespace chancery
