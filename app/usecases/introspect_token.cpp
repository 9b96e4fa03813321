#include "app/usecases/introspect_token.hpp"

#include <algorithm>

namespace chancery {
namespace {

bool may_see(const Client& client, const AccessTokenClaims& claims) {
  if (claims.client == client.id) return true;
  return std::ranges::any_of(claims.audience, [&](const auto& audience) {
    return std::ranges::find(client.introspects, audience) != client.introspects.end();
  });
}

}  // namespace

std::expected<std::optional<inbound::ActiveToken>, OAuthError> IntrospectToken::introspect(
    const Client& client, const Secret& token) {
  if (client.is_public())
    return std::unexpected(invalid_client("a public client cannot introspect"));
  if (const auto refresh = ports_.mint.read(token.reveal())) return refresh_token(client, *refresh);
  if (const auto claims = ports_.signer.verify(token.reveal()))
    return access_token(client, *claims);
  return std::nullopt;
}

std::optional<inbound::ActiveToken> IntrospectToken::refresh_token(const Client& client,
                                                                   const RefreshTokenBody& token) {
  const auto found = ports_.families.find(token.family);
  if (!found || !is_live(*found, idle_lifetime_, ports_.clock.now())) return std::nullopt;
  const auto& family = found->family;
  if (family.client != client.id) return std::nullopt;
  if (ports_.mint.digest(token.secret) != family.current) return std::nullopt;
  return inbound::ActiveToken{.is_refresh_token = true,
                              .issuer = issuer_,
                              .subject = subjects_.of(client, family.user),
                              .audience = family.audiences,
                              .client = family.client,
                              .scopes = family.scopes,
                              .expires_at = refresh_expires_at(family, idle_lifetime_),
                              .login = family.id};
}

std::optional<inbound::ActiveToken> IntrospectToken::access_token(const Client& client,
                                                                  const AccessTokenClaims& claims) {
  if (!may_see(client, claims)) return std::nullopt;
  if (invalidity(claims, issuer_, ports_.clock.now())) return std::nullopt;
  if (ports_.access_tokens.standing(claims) != outbound::AccessTokenStanding::live) {
    return std::nullopt;
  }
  return inbound::ActiveToken{.issuer = claims.issuer,
                              .subject = claims.subject,
                              .audience = claims.audience,
                              .client = claims.client,
                              .scopes = claims.scopes,
                              .expires_at = claims.expires_at,
                              .issued_at = claims.issued_at,
                              .id = claims.id,
                              .login = claims.login,
                              .more = claims.more,
                              .authenticated_at = claims.authenticated_at,
                              .authentication = claims.authentication};
}

}  // namespace chancery
