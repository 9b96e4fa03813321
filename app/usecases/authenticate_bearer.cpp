#include "app/usecases/authenticate_bearer.hpp"

#include <algorithm>

namespace chancery {

std::expected<inbound::Caller, OAuthError> AuthenticateBearer::authenticate(
    const Secret& access_token) {
  auto claims = ports_.signer.verify(access_token.reveal());
  if (!claims) return std::unexpected(invalid_token("the token is not genuine"));
  if (auto why = objection(*claims)) return std::unexpected(*std::move(why));
  auto user = ports_.users.find(UserId(claims->subject));
  if (!user || user->disabled)
    return std::unexpected(invalid_token("the user is gone or disabled"));
  return inbound::Caller{*std::move(user), std::move(claims->client), *std::move(claims->login)};
}

std::optional<OAuthError> AuthenticateBearer::objection(const AccessTokenClaims& claims) {
  if (auto why = invalidity(claims, issuer_, ports_.clock.now())) {
    return invalid_token(*std::move(why));
  }
  if (ports_.access_tokens.standing(claims) != outbound::AccessTokenStanding::live) {
    return invalid_token("the token or its login was revoked");
  }
  // Before the audience: that of other apps' tokens is never ours to judge.
  const auto client = ports_.clients.find(claims.client);
  if (!claims.login || !client || !client->first_party) {
    return OAuthError{OAuthErrorCode::insufficient_scope,
                      "the token is no login of a first-party client"};
  }
  if (std::ranges::find(claims.audience, issuer_.value()) == claims.audience.end()) {
    return invalid_token("the token is for another audience");
  }
  return std::nullopt;
}

}  // namespace chancery
