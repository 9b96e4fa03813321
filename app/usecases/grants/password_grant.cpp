#include "app/usecases/grants/password_grant.hpp"

#include "app/usecases/random_id.hpp"

namespace chancery {

std::expected<inbound::TokenResponse, OAuthError> PasswordGrant::redeem(
    const Client& client, const inbound::PasswordRequest& request,
    const inbound::RequestContext& context) {
  auto grant = permitted(client, request);
  if (!grant) return std::unexpected(grant.error());
  const auto user = prove(client, request, context);
  if (!user) return std::unexpected(user.error());
  return begin_login(client, *user, *std::move(grant), context);
}

std::expected<PasswordGrant::Grant, OAuthError> PasswordGrant::permitted(
    const Client& client, const inbound::PasswordRequest& request) const {
  if (!client.first_party) {
    return std::unexpected(
        unauthorized_client("the password grant is for first-party clients only"));
  }
  const bool may_refresh = client.grants.contains(GrantType::refresh_token);
  if (request.always_pair && !may_refresh) {
    return std::unexpected(unauthorized_client("the client is not registered for refresh_token"));
  }
  auto scopes = granted_scopes(client, request.scopes);
  if (!scopes) return std::unexpected(scopes.error());
  auto audience = audience_for(client, *scopes, request.resources, access_tokens_.issuer());
  if (!audience) return std::unexpected(audience.error());
  const bool offline = request.always_pair || scopes->contains("offline_access");
  return Grant{*std::move(scopes), *std::move(audience), may_refresh && offline};
}

std::expected<User, OAuthError> PasswordGrant::prove(const Client& client,
                                                     const inbound::PasswordRequest& request,
                                                     const inbound::RequestContext& context) {
  if (request.password.reveal().size() > max_password_length) {
    return std::unexpected(invalid_grant("the password is longer than any can be"));
  }
  const auto login = canonical_login(request.username);
  const auto found = login ? ports_.users.find_by_login(*login) : std::nullopt;
  const bool has_password = found && found->password;
  // An account that does not exist costs the same hash and the same row (ASVS 6.3.8).
  const bool matches =
      ports_.hasher.verify(request.password,
                           has_password ? *found->password : ports_.hasher.decoy()) &&
      has_password;
  if (matches && !found->user.disabled) return found->user;

  const char* reason = !found ? "unknown_user" : !matches ? "wrong_password" : "user_disabled";
  ports_.audit.record({.type = AuditType::login_failed,
                       .at = ports_.clock.now(),
                       .reason = reason,
                       .user = found ? std::optional(found->user.id) : std::nullopt,
                       .client = client.id,
                       .origin = context.origin,
                       .request_id = context.request_id});
  return std::unexpected(invalid_grant(reason));
}

inbound::TokenResponse PasswordGrant::begin_login(const Client& client, const User& user,
                                                  Grant grant,
                                                  const inbound::RequestContext& context) {
  const auto now = ports_.clock.now();
  const Secret secret(ports_.entropy.bytes(32));
  const auto family = begun(
      {.id = FamilyId(random_id(ports_.entropy)),
       .client = client.id,
       .user = user.id,
       .client_epoch = client.epoch,
       .user_epoch = user.epoch,
       .scopes = grant.scopes,
       .audiences = grant.audience,
       .expires_at = now + (grant.refreshable ? lifetimes_.absolute : access_tokens_.lifetime()),
       .current = ports_.mint.digest(secret)},
      context.origin, now);

  // Signed and tagged before the login is stored: if that fails, nothing has happened.
  auto issued = access_tokens_.issue({.client = client,
                                      .subject = user.id.value(),
                                      .scopes = grant.scopes,
                                      .audience = std::move(grant.audience),
                                      .login = &family},
                                     now);
  inbound::TokenResponse response{.access_token = std::move(issued.token),
                                  .access_token_id = std::move(issued.id),
                                  .expires_in = issued.expires_in,
                                  .scopes = std::move(grant.scopes),
                                  .login = family.id,
                                  .user = user.id};
  if (grant.refreshable) {
    response.refresh_token = {
        .token = ports_.mint.write(family.id, family.generation, secret),
        .generation = family.generation,
        .expires_in = refresh_expires_at(family, lifetimes_.idle) - now,
    };
  }
  ports_.families.add(family, {.type = AuditType::login_succeeded,
                               .at = now,
                               .reason = "password",
                               .user = user.id,
                               .client = client.id,
                               .family = family.id,
                               .origin = context.origin,
                               .request_id = context.request_id});
  return response;
}

}  // namespace chancery
