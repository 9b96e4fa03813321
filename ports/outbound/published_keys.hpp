#pragma once

#include <memory>

#include "domain/jwk_set.hpp"

namespace chancery::outbound {

/// The public halves of the keys at hand, as far as they are published. Thread-safe.
class PublishedKeys {
 public:
  virtual ~PublishedKeys() = default;

  /// As of when the keys were last replaced. Never null, never waits for anything outside; an empty
  /// set before the first keys are at hand.
  [[nodiscard]] virtual std::shared_ptr<const JwkSet> published() const = 0;
};

}  // namespace chancery::outbound
