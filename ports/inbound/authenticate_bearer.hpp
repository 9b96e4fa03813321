#pragma once

#include <expected>
#include <string>

#include "domain/oauth_error.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "domain/user.hpp"

namespace chancery::inbound {

/// Who asks, through which app, and in which login.
struct Caller {
  User user;
  ClientId client;
  FamilyId login;
  /// The class of that login (`acr`).
  std::string acr{};
};

/// Access tokens at the first-party API. Thread-safe; may throw Unavailable.
class AuthenticateBearer {
 public:
  virtual ~AuthenticateBearer() = default;

  /// The user whose login at a first-party client the token belongs to, as the store has it now.
  /// `invalid_token` for a token that is not genuine, expired, revoked, for another audience, or
  /// whose login has ended; `insufficient_scope` for a live one that is no login of a first-party
  /// client.
  [[nodiscard]] virtual std::expected<Caller, OAuthError> authenticate(
      const Secret& access_token) = 0;
};

}  // namespace chancery::inbound
