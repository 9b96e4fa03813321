#pragma once

#include <cstddef>
#include <string>

namespace chancery::outbound {

/// The source of everything that must not be guessed. Thread-safe.
class Entropy {
 public:
  virtual ~Entropy() = default;
  /// `count` bytes of the system's cryptographic generator. Throws Unavailable when it fails; never
  /// anything weaker (attack B102).
  [[nodiscard]] virtual std::string bytes(std::size_t count) = 0;
};

}  // namespace chancery::outbound
