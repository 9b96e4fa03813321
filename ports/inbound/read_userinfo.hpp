#pragma once

#include <expected>

#include "domain/oauth_error.hpp"
#include "domain/scopes.hpp"
#include "domain/secret.hpp"
#include "domain/user.hpp"

namespace chancery::inbound {

struct Userinfo {
  User user;
  /// Which claims the token may see (OpenID Connect Core §5.4).
  Scopes scopes;
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
