#pragma once

#include "domain/time.hpp"

namespace chancery::outbound {

/// The time of day. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace chancery::outbound
