#pragma once

#include <expected>
#include <optional>

#include "domain/codec/json.hpp"
#include "domain/oauth_error.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"

namespace chancery::inbound {

/// What the token may see of its user (OpenID Connect Core §5.3.2).
struct Userinfo {
  /// `sub`, as the client knows the user, and the claims.
  codec::Json claims;
  /// The same signed, for a client that is registered so: then this is the answer, as
  /// `application/jwt`.
  std::optional<Secret> jwt{};
  UserId user;
  ClientId client;
};

/// The userinfo endpoint (OpenID Connect Core §5.3). Thread-safe; may throw Unavailable.
class ReadUserinfo {
 public:
  virtual ~ReadUserinfo() = default;
  /// `invalid_token` for a token that is not active, not for us or not a user's;
  /// `insufficient_scope` without `openid`.
  [[nodiscard]] virtual std::expected<Userinfo, OAuthError> read(const Secret& access_token) = 0;
};

}  // namespace chancery::inbound
