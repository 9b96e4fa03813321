#pragma once

#include "domain/key_schedule.hpp"
#include "ports/outbound/key_store.hpp"

namespace chancery::outbound {

/// Makes keys. Thread-safe; may throw Unavailable (no entropy).
class KeyFactory {
 public:
  virtual ~KeyFactory() = default;
  /// A fresh key of that use, sealed under the first master key, with a random id. The record's
  /// instants are the caller's to set; state is as given.
  [[nodiscard]] virtual StoredKey make(KeyUse use, KeyState state) = 0;
};

}  // namespace chancery::outbound
