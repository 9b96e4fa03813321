#pragma once

#include <optional>
#include <string_view>

#include "domain/codec/json.hpp"
#include "domain/secret.hpp"
#include "domain/signature_algorithm.hpp"

namespace chancery::outbound {

/// What a JWT for clients is, by its `typ` (RFC 8725 §3.11): ID tokens and signed userinfo are
/// `JWT`, logout tokens `logout+jwt`.
enum class JwtType { id_token, userinfo, logout_token };

/// Signs what clients verify: ID tokens, userinfo and logout tokens (OpenID Connect Core §2 and
/// §5.3.2, Back-Channel Logout §2.4). Thread-safe.
class IdTokenSigner {
 public:
  virtual ~IdTokenSigner() = default;

  /// A compact JWS of the payload, an object, signed by the active key of `alg`, with its `kid`.
  /// Throws Unavailable when there is none or signing fails; never returns a token that was not
  /// signed.
  [[nodiscard]] virtual Secret sign(const codec::Json& payload, JwtType type,
                                    SignatureAlgorithm alg) = 0;

  /// The payload of an ID token that one of our keys signed, be it active, retiring, or one of
  /// which the public half is still known; of `typ` JWT. Strict as TokenSigner is;
  /// nothing for anything else. Claims are not judged here, expiry neither.
  [[nodiscard]] virtual std::optional<codec::Json> verify(std::string_view token) = 0;
};

}  // namespace chancery::outbound
