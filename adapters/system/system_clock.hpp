#pragma once

#include "ports/outbound/clock.hpp"

namespace chancery::system {

/// The machine's time of day. Steps when the administrator or NTP steps it; decisions allow for
/// that.
class SystemClock final : public outbound::Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

}  // namespace chancery::system
