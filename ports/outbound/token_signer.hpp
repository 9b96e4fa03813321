#pragma once

#include <optional>
#include <string_view>

#include "domain/access_token.hpp"
#include "domain/secret.hpp"
#include "domain/signature_algorithm.hpp"

namespace chancery::outbound {

/// Signs and verifies JWT access tokens (RFC 9068) with the keys at hand. Thread-safe.
class TokenSigner {
 public:
  virtual ~TokenSigner() = default;

  /// A compact JWS with `typ` at+jwt, signed by the active key of `alg`. Throws Unavailable when
  /// there is none or signing fails; never returns a token that was not signed.
  [[nodiscard]] virtual Secret sign(const AccessTokenClaims& claims, SignatureAlgorithm alg) = 0;

  /// The claims of a token that one of our keys signed: exactly three canonical parts, the key
  /// found by `kid`, the algorithm taken from the key and equal to the header's, `typ` at+jwt, no
  /// `crit`, every claim present and of its type, integers for instants. Nothing for anything else
  /// (RFC 8725; attacks B45 to B49, B52, B54). Time, issuer and audience are not judged here.
  [[nodiscard]] virtual std::optional<AccessTokenClaims> verify(std::string_view token) = 0;
};

}  // namespace chancery::outbound
