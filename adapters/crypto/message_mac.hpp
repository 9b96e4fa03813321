#pragma once

#include "adapters/crypto/key_ring.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery::crypto {

/// HMAC-SHA-256 under the keys of a ring. Thread-safe.
class MessageMac final : public outbound::MessageMac {
 public:
  explicit MessageMac(const KeyRing& ring) : ring_(ring) {}

  [[nodiscard]] std::string compute(KeyUse use, std::string_view text) override;

 private:
  const KeyRing& ring_;
};

}  // namespace chancery::crypto
