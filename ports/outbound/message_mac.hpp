#pragma once

#include <string>
#include <string_view>

#include "domain/key_schedule.hpp"

namespace chancery::outbound {

/// Message authentication codes under sealed keys. Thread-safe.
class MessageMac {
 public:
  virtual ~MessageMac() = default;

  /// HMAC-SHA-256 of `text` under the active key of `use`, in base64url. `use` is one whose keys
  /// are symmetric and never replaced. Throws Unavailable when there is none.
  [[nodiscard]] virtual std::string compute(KeyUse use, std::string_view text) = 0;
};

}  // namespace chancery::outbound
