#pragma once

#include <vector>

#include "ports/outbound/key_store.hpp"

namespace chancery::outbound {

/// The keys at hand, opened. What signs, verifies, tags and digests uses the latest set.
class KeyRing {
 public:
  virtual ~KeyRing() = default;

  /// Replaces the whole set, at once for every thread. Keys already at hand are not opened again.
  /// Throws std::runtime_error, and changes nothing, if no master key opens one of them.
  virtual void replace(const std::vector<StoredKey>& keys) = 0;

  /// Whether there is an active key for every use.
  [[nodiscard]] virtual bool complete() const = 0;
};

}  // namespace chancery::outbound
