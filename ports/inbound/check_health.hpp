#pragma once

namespace chancery::inbound {

/// The circuit breaker before the database: whether it is asked (closed), not asked (open), or
/// asked by one request to see whether it is back (half_open).
enum class DatabaseBreaker { closed, open, half_open };

struct Health {
  /// Schema and keys are in hand and the program is not draining.
  bool ready = false;
  bool draining = false;
  /// The database answered just now.
  bool database = false;
  DatabaseBreaker breaker = DatabaseBreaker::closed;
};

/// What a load balancer asks. Thread-safe; throws nothing.
class CheckHealth {
 public:
  virtual ~CheckHealth() = default;
  [[nodiscard]] virtual Health check() noexcept = 0;
};

}  // namespace chancery::inbound
