#include "app/usecases/revoke_token.hpp"

namespace chancery {
namespace {

OAuthError foreign_token() { return unauthorized_client("the token was issued to another client"); }

}  // namespace

std::expected<void, OAuthError> RevokeToken::end(const Secret& token, const Cause& cause) {
  if (const auto refresh = ports_.mint.read(token.reveal())) {
    return end_login(refresh->family, cause);
  }
  if (const auto claims = ports_.signer.verify(token.reveal())) {
    return revoke_access(*claims, cause);
  }
  return {};
}

std::expected<void, OAuthError> RevokeToken::end_login(const FamilyId& id, const Cause& cause) {
  const auto found = ports_.families.find(id);
  if (!found) return {};
  if (found->family.client != cause.client.id) return std::unexpected(foreign_token());
  ports_.families.end(id, {.type = AuditType::login_ended,
                           .at = ports_.clock.now(),
                           .reason = cause.reason,
                           .user = found->family.user,
                           .client = cause.client.id,
                           .family = id,
                           .origin = cause.context.origin,
                           .request_id = cause.context.request_id});
  return {};
}

std::expected<void, OAuthError> RevokeToken::revoke_access(const AccessTokenClaims& claims,
                                                           const Cause& cause) {
  if (claims.client != cause.client.id) return std::unexpected(foreign_token());
  const auto now = ports_.clock.now();
  if (now >= claims.expires_at) return {};
  const auto login = claims.login ? ports_.families.find(*claims.login) : std::nullopt;
  ports_.access_tokens.revoke(claims,
                              {.type = AuditType::access_token_revoked,
                               .at = now,
                               .reason = cause.reason,
                               .user = login ? std::optional(login->family.user) : std::nullopt,
                               .client = cause.client.id,
                               .family = claims.login,
                               .origin = cause.context.origin,
                               .request_id = cause.context.request_id});
  return {};
}

}  // namespace chancery
