#pragma once

#include <memory>

#include "domain/jwk_set.hpp"

namespace chancery::inbound {

/// The JWK Set (RFC 7517 §5) as it stands. Thread-safe, never waits.
class PublishKeys {
 public:
  virtual ~PublishKeys() = default;
  using KeySet = JwkSet;
  /// Never null; an empty set before the first keys are at hand.
  [[nodiscard]] virtual std::shared_ptr<const KeySet> key_set() const = 0;
};

}  // namespace chancery::inbound
