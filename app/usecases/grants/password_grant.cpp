#include "app/usecases/grants/password_grant.hpp"

#include "app/usecases/random_id.hpp"

namespace chancery {

std::expected<inbound::TokenResponse, OAuthError> PasswordGrant::redeem(
    const Client& client, const inbound::PasswordRequest& request,
    const inbound::RequestContext& context) {
  auto grant = permitted(client, request);
  if (!grant) return std::unexpected(grant.error());
  // A client that keeps a secret is a server, which asks for all of its users from one network.
  const auto network = client.is_public() ? std::string_view(context.network) : "";
  const auto user = proof_.prove({.login_name = request.username,
                                  .password = request.password,
                                  .client = client.id,
                                  .network = network},
                                 context);
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
