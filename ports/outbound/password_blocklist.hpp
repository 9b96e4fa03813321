#pragma once

#include "domain/secret.hpp"

namespace chancery::outbound {

/// Passwords that others have had: what is tried first by whoever guesses. Thread-safe; may throw
/// Unavailable.
class PasswordBlocklist {
 public:
  virtual ~PasswordBlocklist() = default;

  /// Whether a password in its normal form is listed. Never false for one that is; true for one
  /// of some hundreds that are not.
  [[nodiscard]] virtual bool contains(const Secret& password) = 0;
};

}  // namespace chancery::outbound
