#pragma once

#include "adapters/crypto/key_ring.hpp"
#include "adapters/crypto/verified_tokens.hpp"
#include "ports/outbound/token_signer.hpp"

namespace chancery::crypto {

struct CompactJws;

/// Access tokens as compact JWS (RFC 7515 §7.1) under the keys of a ring. Thread-safe. Cheap
/// questions come before the dear one: a token is refused for its length, its parts, its header and
/// its key before any signature is verified (attack B55), and no signature is verified twice while
/// it is remembered.
class TokenSigner final : public outbound::TokenSigner {
 public:
  explicit TokenSigner(KeyRing& ring) : ring_(ring) {}

  [[nodiscard]] Secret sign(const AccessTokenClaims& claims, SignatureAlgorithm alg) override;

  /// Any signing key of the ring verifies, whatever its state.
  [[nodiscard]] std::optional<AccessTokenClaims> verify(std::string_view token) override;

 private:
  bool is_genuine(const SigningKey& key, const CompactJws& jws, std::string_view token);

  KeyRing& ring_;
  VerifiedTokens verified_;
};

}  // namespace chancery::crypto
