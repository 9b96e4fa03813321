#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/authentication.hpp"
#include "domain/codec/json.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// The claims of an ID token (OpenID Connect Core §2).
struct IdTokenClaims {
  Issuer issuer;
  std::string subject;
  ClientId audience;
  Instant issued_at{};
  Instant expires_at{};
  Instant authenticated_at{};
  /// As the request had it; a refreshed ID token has none.
  std::optional<std::string> nonce{};
  Authentication authentication{};
  std::string access_token_hash{};
  /// `sid`.
  FamilyId login;
  /// Claims that were asked for by name.
  codec::Json::Object more{};

  bool operator==(const IdTokenClaims&) const = default;
};

/// The payload.
codec::Json to_json(const IdTokenClaims& claims);

/// `at_hash`: the left half of the access token's hash, in base64url (OpenID Connect Core
/// §3.1.3.6). `digest` is of the hash that the ID token's signature uses.
std::string access_token_hash(std::string_view digest);

/// What an `id_token_hint` tells. Its expiry is nobody's question.
struct IdTokenHint {
  ClientId audience;
  std::string subject;
  FamilyId login;

  bool operator==(const IdTokenHint&) const = default;
};

/// The hint of a payload that one of our keys signed; nothing unless it is that of an ID token of
/// this issuer, with one audience, `exp` and `sid`: no other JWT of ours has these (attack B52).
std::optional<IdTokenHint> read_hint(const codec::Json& payload, const Issuer& issuer);

}  // namespace chancery
