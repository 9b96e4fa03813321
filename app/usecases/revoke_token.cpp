#include "app/usecases/revoke_token.hpp"

namespace chancery {
namespace {

OAuthError foreign_token() { return unauthorized_client("the token was issued to another client"); }

}  // namespace

std::expected<void, OAuthError> RevokeToken::revoke(const Client& client, const Secret& token,
                                                    const inbound::RequestContext& context) {
  if (const auto refresh = ports_.mint.read(token.reveal())) {
    return end_login(client, refresh->family, context);
  }
  if (const auto claims = ports_.signer.verify(token.reveal())) {
    return revoke_access(client, *claims, context);
  }
  return {};
}

std::expected<void, OAuthError> RevokeToken::end_login(const Client& client, const FamilyId& id,
                                                       const inbound::RequestContext& context) {
  const auto found = ports_.families.find(id);
  if (!found) return {};
  if (found->family.client != client.id) return std::unexpected(foreign_token());
  ports_.families.end(id, {.type = AuditType::login_ended,
                           .at = ports_.clock.now(),
                           .reason = "revoked",
                           .user = found->family.user,
                           .client = client.id,
                           .family = id,
                           .origin = context.origin,
                           .request_id = context.request_id});
  return {};
}

std::expected<void, OAuthError> RevokeToken::revoke_access(const Client& client,
                                                           const AccessTokenClaims& claims,
                                                           const inbound::RequestContext& context) {
  if (claims.client != client.id) return std::unexpected(foreign_token());
  const auto now = ports_.clock.now();
  if (now >= claims.expires_at) return {};
  ports_.access_tokens.revoke(
      claims, {.type = AuditType::access_token_revoked,
               .at = now,
               .reason = "revoked",
               .user = claims.login ? std::optional(UserId(claims.subject)) : std::nullopt,
               .client = client.id,
               .family = claims.login,
               .origin = context.origin,
               .request_id = context.request_id});
  return {};
}

}  // namespace chancery
