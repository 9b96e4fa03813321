#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "domain/authentication.hpp"
#include "domain/client.hpp"
#include "domain/codec/json.hpp"
#include "domain/oauth_error.hpp"
#include "domain/scopes.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// The claims of a JWT access token (RFC 9068 §2.2).
struct AccessTokenClaims {
  Issuer issuer;                      ///< `iss`
  std::string subject;                ///< `sub`: the user, or the client for client credentials
  std::vector<std::string> audience;  ///< `aud`
  ClientId client;                    ///< `client_id`
  Scopes scopes;                      ///< `scope`
  TokenId id;                         ///< `jti`
  Instant issued_at;                  ///< `iat`
  Instant expires_at;                 ///< `exp`
  /// `sid`: the login it belongs to; none for client credentials.
  std::optional<FamilyId> login{};
  /// `auth_time`; none for client credentials.
  std::optional<Instant> authenticated_at{};
  /// Claims of the user that the client's registration releases (RFC 9068 §2.2.3).
  codec::Json::Object more{};
  /// `acr` and `amr` (RFC 9068 §2.2.1), by which a resource server knows whether to ask for more
  /// (RFC 9470); none for client credentials.
  Authentication authentication{};

  bool operator==(const AccessTokenClaims&) const = default;
};

/// `aud` of a token for `client` with `scopes`: the client's audiences, or the `resource` values
/// asked for, which must be among them (`invalid_target`, RFC 8707 §2); and the issuer when the
/// scope has `openid`, when the client is first-party, or when nothing else is there.
std::expected<std::vector<std::string>, OAuthError> audience_for(
    const Client& client, const Scopes& scopes, const std::vector<std::string>& resources,
    const Issuer& issuer);

/// A token lives for `lifetime`, and never longer than the login it belongs to.
Instant access_token_expires_at(Instant now, Lifetime lifetime,
                                const std::optional<Instant>& login_expires_at);

/// How far a clock of another node may be ahead when it stamps `iat`.
inline constexpr Lifetime clock_skew{10};

/// `iat` of a token for `client` that is issued at `now`. Not before the instant from which on the
/// client's tokens count: where it was registered or switched on the clock may be ahead of this
/// one, by no more than clocks may be.
Instant access_token_issued_at(const Client& client, Instant now);

/// Why a token whose signature and type are right is still not one of ours that is valid now;
/// nothing if it is (RFC 9068 §4). The audience is the caller's question.
std::optional<std::string> invalidity(const AccessTokenClaims& claims, const Issuer& issuer,
                                      Instant now);

}  // namespace chancery
