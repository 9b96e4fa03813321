#pragma once

#include "adapters/crypto/jwt_signer.hpp"
#include "ports/outbound/id_token_signer.hpp"

namespace chancery::crypto {

/// JSON objects as JWTs under the keys of a ring. Thread-safe. As everything signed here has a
/// `typ`, nothing without one is genuine; userinfo is told from an ID token by its claims alone.
class IdTokenSigner final : public outbound::IdTokenSigner {
 public:
  explicit IdTokenSigner(KeyRing& ring) : jwts_(ring) {}

  [[nodiscard]] Secret sign(const codec::Json& payload, outbound::JwtType type,
                            SignatureAlgorithm alg) override;
  [[nodiscard]] std::optional<codec::Json> verify(std::string_view token) override;

 private:
  JwtSigner jwts_;
};

}  // namespace chancery::crypto
