#pragma once

#include <memory>
#include <string>

namespace chancery::inbound {

/// The JWK Set (RFC 7517 §5) as it stands. Thread-safe, never waits.
class PublishKeys {
 public:
  virtual ~PublishKeys() = default;
  struct KeySet {
    std::string json;  ///< the whole document
    std::string etag;  ///< a strong entity tag (RFC 9110 §8.8.3) with its quotes
  };
  /// Never null; an empty set before the first keys are at hand.
  [[nodiscard]] virtual std::shared_ptr<const KeySet> key_set() const = 0;
};

}  // namespace chancery::inbound
