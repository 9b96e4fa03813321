#include "app/usecases/access_token_issuer.hpp"

#include "app/usecases/random_id.hpp"

namespace chancery {

namespace {

/// A login that no authorization code made says how, and its class follows from that.
Authentication authentication_of(const RefreshFamily& login) {
  auto authentication = login.authentication;
  if (authentication.acr.empty() && !authentication.amr.empty()) {
    authentication.acr = acr_of(authentication.amr);
  }
  return authentication;
}

}  // namespace

IssuedAccessToken AccessTokenIssuer::issue(const AccessTokenOrder& order, Instant now) {
  const auto* login = order.login;
  AccessTokenClaims claims{
      .issuer = issuer_,
      .subject = login ? subjects_.of(order.client, login->user) : order.client.id.value(),
      .audience = order.audience,
      .client = order.client.id,
      .scopes = order.scopes,
      .id = TokenId(random_id(ports_.entropy)),
      .issued_at = access_token_issued_at(order.client, now),
      .expires_at = access_token_expires_at(
          now, lifetime_, login ? std::optional(login->expires_at) : std::nullopt),
      .login = login ? std::optional(login->id) : std::nullopt,
      .authenticated_at = login ? std::optional(login->authenticated_at) : std::nullopt,
      .more = released(order),
      .authentication = login ? authentication_of(*login) : Authentication(),
  };
  return {.token = ports_.signer.sign(claims, order.client.access_token_alg),
          .id = claims.id,
          .expires_in = claims.expires_at - now};
}

codec::Json::Object AccessTokenIssuer::released(const AccessTokenOrder& order) {
  const auto& rules = order.client.released_claims;
  if (order.login == nullptr || !releases_to(rules, ClaimTarget::access_token)) return {};
  const auto user = ports_.users.find(order.login->user);
  return user ? released_claims(*user, rules, ClaimTarget::access_token) : codec::Json::Object();
}

}  // namespace chancery
