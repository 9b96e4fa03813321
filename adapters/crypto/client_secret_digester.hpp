#pragma once

#include "adapters/crypto/key_ring.hpp"
#include "ports/outbound/client_secret_digester.hpp"

namespace chancery::crypto {

/// HMAC-SHA-256 under the key of a ring that is for client secrets. Thread-safe.
class ClientSecretDigester final : public outbound::ClientSecretDigester {
 public:
  explicit ClientSecretDigester(const KeyRing& ring) : ring_(ring) {}

  [[nodiscard]] ClientSecretDigest digest(const Secret& client_secret) override;
  [[nodiscard]] bool matches(const ClientSecretDigest& digest,
                             const Secret& client_secret) override;

 private:
  const KeyRing& ring_;
};

}  // namespace chancery::crypto
