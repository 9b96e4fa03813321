#include "app/usecases/read_userinfo.hpp"

#include <algorithm>

#include "domain/standard_claims.hpp"

namespace chancery {

std::expected<inbound::Userinfo, OAuthError> ReadUserinfo::read(const Secret& access_token) {
  auto claims = ports_.signer.verify(access_token.reveal());
  if (!claims) return std::unexpected(invalid_token("the token is not genuine"));
  if (auto why = objection(*claims)) return std::unexpected(*std::move(why));
  // By the login, not by `sub`: that may be one that only the client knows.
  const auto login = ports_.families.find(*claims->login);
  const auto client = ports_.clients.find(claims->client);
  if (!login || !client) return std::unexpected(invalid_token("the login has ended"));
  const auto user = ports_.users.find(login->family.user);
  if (!user || user->disabled)
    return std::unexpected(invalid_token("the user is gone or disabled"));
  return answer(*claims, *client, *user, login->family);
}

inbound::Userinfo ReadUserinfo::answer(const AccessTokenClaims& token, const Client& client,
                                       const User& user, const RefreshFamily& login) {
  auto body = codec::Json::object({{"sub", subjects_.of(client, user.id)}});
  for (auto& [name, value] : claims_of(user, token.scopes, names(login.claims.userinfo))) {
    body.set(name, std::move(value));
  }
  for (auto& [name, value] : released_claims(user, client.released_claims, ClaimTarget::userinfo)) {
    body.set(name, std::move(value));
  }
  inbound::Userinfo info{.claims = std::move(body), .user = user.id, .client = client.id};
  if (!client.userinfo_alg) return info;
  auto payload = info.claims;
  payload.set("iss", issuer_.value());
  payload.set("aud", client.id.value());
  info.jwt = ports_.jwts.sign(payload, outbound::JwtType::userinfo, *client.userinfo_alg);
  return info;
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
