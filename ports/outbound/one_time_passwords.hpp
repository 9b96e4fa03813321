#pragma once

#include <cstdint>
#include <string>

#include "domain/secret.hpp"

namespace chancery::outbound {

/// Codes of authenticator apps (RFC 6238). Thread-safe; may throw Unavailable.
class OneTimePasswords {
 public:
  virtual ~OneTimePasswords() = default;

  /// The code of that step under the key: 6 digits.
  [[nodiscard]] virtual Secret code(const Secret& key, std::int64_t step) const = 0;
};

}  // namespace chancery::outbound
