#pragma once

namespace chancery::inbound {

struct Health {
  /// Schema and keys are in hand and the program is not draining.
  bool ready = false;
  bool draining = false;
  /// The database answered just now.
  bool database = false;
};

/// What a load balancer asks. Thread-safe; throws nothing.
class CheckHealth {
 public:
  virtual ~CheckHealth() = default;
  [[nodiscard]] virtual Health check() noexcept = 0;
};

}  // namespace chancery::inbound
