#pragma once

#include "adapters/crypto/sealer.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/key_factory.hpp"

namespace chancery::crypto {

/// Makes signing keys (see SigningKey for their kinds and sizes), 256 random bits for HMAC, and ids
/// of 96 random bits. Thread-safe. An RSA key takes a tenth of a second or
/// two.
class KeyFactory final : public outbound::KeyFactory {
 public:
  KeyFactory(Sealer& sealer, outbound::Entropy& entropy) : sealer_(sealer), entropy_(entropy) {}

  [[nodiscard]] outbound::StoredKey make(KeyUse use, KeyState state) override;

 private:
  Sealer& sealer_;
  outbound::Entropy& entropy_;
};

}  // namespace chancery::crypto
