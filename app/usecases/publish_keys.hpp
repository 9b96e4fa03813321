#pragma once

#include "ports/inbound/publish_keys.hpp"
#include "ports/outbound/published_keys.hpp"

namespace chancery {

/// Hands out the set that the key ring has ready.
class PublishKeys final : public inbound::PublishKeys {
 public:
  explicit PublishKeys(const outbound::PublishedKeys& keys) : keys_(keys) {}

  [[nodiscard]] std::shared_ptr<const KeySet> key_set() const override { return keys_.published(); }

 private:
  const outbound::PublishedKeys& keys_;
};

}  // namespace chancery
