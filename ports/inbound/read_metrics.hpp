#pragma once

#include <string>

namespace chancery::inbound {

/// How the process fares, for whoever watches over it. Thread-safe. Asks no database, so that it is
/// there when the database is not.
class ReadMetrics {
 public:
  virtual ~ReadMetrics() = default;
  /// Every metric, in the Prometheus text format 0.0.4.
  [[nodiscard]] virtual std::string exposition() = 0;
};

}  // namespace chancery::inbound
