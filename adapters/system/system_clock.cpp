#include "adapters/system/system_clock.hpp"

namespace chancery::system {

Instant SystemClock::now() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace chancery::system
