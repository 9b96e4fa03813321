#include "app/usecases/authenticate_bearer.hpp"

#include <algorithm>

namespace chancery {

std::expected<inbound::Caller, OAuthError> AuthenticateBearer::authenticate(
    const Secret& access_token) {
  auto claims = ports_.signer.verify(access_token.reveal());
  if (!claims) return std::unexpected(invalid_token("the token is not genuine"));
  const auto client = ports_.clients.find(claims->client);
  if (auto why = objection(*claims, client)) return std::unexpected(*std::move(why));
  const auto id = user_of(*claims, *client);
  auto user = id ? ports_.users.find(*id) : std::nullopt;
  if (!user || user->disabled)
    return std::unexpected(invalid_token("the user is gone or disabled"));
  return inbound::Caller{.user = *std::move(user),
                         .client = std::move(claims->client),
                         .login = *std::move(claims->login),
                         .acr = std::move(claims->authentication.acr)};
}

std::optional<UserId> AuthenticateBearer::user_of(const AccessTokenClaims& claims,
                                                  const Client& client) {
  if (client.subject_type == SubjectType::public_) return UserId(claims.subject);
  const auto login = ports_.families.find(*claims.login);
  return login ? std::optional(login->family.user) : std::nullopt;
}

std::optional<OAuthError> AuthenticateBearer::objection(const AccessTokenClaims& claims,
                                                        const std::optional<Client>& client) {
  if (auto why = invalidity(claims, issuer_, ports_.clock.now())) {
    return invalid_token(*std::move(why));
  }
  if (ports_.access_tokens.standing(claims) != outbound::AccessTokenStanding::live) {
    return invalid_token("the token or its login was revoked");
  }
  // Before the audience: that of other apps' tokens is never ours to judge.
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
