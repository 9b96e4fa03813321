#include "app/usecases/read_userinfo.hpp"

#include <algorithm>

namespace chancery {

std::expected<inbound::Userinfo, OAuthError> ReadUserinfo::read(const Secret& access_token) {
  auto claims = ports_.signer.verify(access_token.reveal());
  if (!claims) return std::unexpected(invalid_token("the token is not genuine"));
  if (auto why = objection(*claims)) return std::unexpected(*std::move(why));
  auto user = ports_.users.find(UserId(claims->subject));
  if (!user || user->disabled)
    return std::unexpected(invalid_token("the user is gone or disabled"));
  return inbound::Userinfo{.user = *std::move(user),
                           .scopes = std::move(claims->scopes),
                           .client = std::move(claims->client)};
}

std::optional<OAuthError> ReadUserinfo::objection(const AccessTokenClaims& claims) {
  if (auto why = invalidity(claims, issuer_, ports_.clock.now())) {
    return invalid_token(*std::move(why));
  }
  if (std::ranges::find(claims.audience, issuer_.value()) == claims.audience.end()) {
    return invalid_token("the token is for another audience");
  }
  if (!claims.login) return invalid_token("the token is a client's, not a user's");
  if (!claims.scopes.contains("openid")) {
    return OAuthError{OAuthErrorCode::insufficient_scope, "the token lacks the scope openid"};
  }
  if (ports_.access_tokens.standing(claims) != outbound::AccessTokenStanding::live) {
    return invalid_token("the token or its login was revoked");
  }
  return std::nullopt;
}

}  // namespace chancery
