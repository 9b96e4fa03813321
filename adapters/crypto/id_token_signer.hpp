#pragma once

#include "adapters/crypto/jwt_signer.hpp"
#include "ports/outbound/id_token_signer.hpp"

namespace chancery::crypto {

/// outbound::IdTokenSigner with the keys of a ring.
class IdTokenSigner final : public outbound::IdTokenSigner {
 public:
  explicit IdTokenSigner(KeyRing& ring) : jwts_(ring) {}

  Secret sign(const codec::Json& payload, outbound::JwtType type, SignatureAlgorithm alg) override;
  std::optional<codec::Json> verify(std::string_view token) override;

 private:
  JwtSigner jwts_;
};

}  // namespace chancery::crypto
