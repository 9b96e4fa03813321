#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/read_metrics.hpp"

namespace chancery::http {

/// GET /metrics: the Prometheus text format 0.0.4. No browser's script may read it.
class MetricsEndpoint {
 public:
  explicit MetricsEndpoint(inbound::ReadMetrics& metrics) : metrics_(metrics) {}

  Reply operator()(const Request& request) const;

 private:
  inbound::ReadMetrics& metrics_;
};

}  // namespace chancery::http
