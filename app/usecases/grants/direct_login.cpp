#include "app/usecases/grants/direct_login.hpp"

#include "app/usecases/random_id.hpp"
#include "domain/access_token.hpp"
#include "domain/codec/fields.hpp"

namespace chancery {

std::expected<DirectLogin::Grant, OAuthError> DirectLogin::permitted(const Client& client,
                                                                     const Wanted& wanted) const {
  if (!client.first_party) {
    return std::unexpected(
        unauthorized_client("the password grant is for first-party clients only"));
  }
  const bool may_refresh = client.grants.contains(GrantType::refresh_token);
  if (wanted.always_pair && !may_refresh) {
    return std::unexpected(unauthorized_client("the client is not registered for refresh_token"));
  }
  auto scopes = granted_scopes(client, wanted.scopes);
  if (!scopes) return std::unexpected(scopes.error());
  auto audience = audience_for(client, *scopes, wanted.resources, access_tokens_.issuer());
  if (!audience) return std::unexpected(audience.error());
  const bool offline = wanted.always_pair || scopes->contains("offline_access");
  return Grant{*std::move(scopes), *std::move(audience), may_refresh && offline};
}

inbound::TokenResponse DirectLogin::begin(const Client& client, const Proof& proof, Grant grant,
                                          const inbound::RequestContext& context) {
  const auto now = ports_.clock.now();
  const Secret secret(ports_.entropy.bytes(32));
  auto family = begun(
      {.id = FamilyId(random_id(ports_.entropy)),
       .client = client.id,
       .user = proof.user.id,
       .client_epoch = client.epoch,
       .user_epoch = proof.user.epoch,
       .scopes = grant.scopes,
       .audiences = grant.audience,
       .authentication = {.amr = proof.methods},
       .expires_at = now + (grant.refreshable ? lifetimes_.absolute : access_tokens_.lifetime()),
       .current = ports_.mint.digest(secret)},
      context.origin, now);
  family.authenticated_at = proof.authenticated_at;

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
                                  .user = proof.user.id};
  if (grant.refreshable) {
    response.refresh_token = {
        .token = ports_.mint.write(family.id, family.generation, secret),
        .generation = family.generation,
        .expires_in = refresh_expires_at(family, lifetimes_.idle) - now,
    };
  }
  ports_.families.add(family, {.type = AuditType::login_succeeded,
                               .at = now,
                               .reason = proof.reason,
                               .user = proof.user.id,
                               .client = client.id,
                               .family = family.id,
                               .origin = context.origin,
                               .request_id = context.request_id});
  return response;
}

std::string write_wanted(const DirectLogin::Wanted& wanted) {
  std::string out;
  codec::append_field(out, wanted.scopes ? "scopes" : "");
  codec::append_field(out, wanted.scopes ? wanted.scopes->to_string() : "");
  for (const auto& resource : wanted.resources) codec::append_field(out, resource);
  return out;
}

std::optional<DirectLogin::Wanted> read_wanted(std::string_view text) {
  const auto has_scopes = codec::take_field(text);
  const auto written = codec::take_field(text);
  auto scopes = written ? Scopes::parse(*written) : std::nullopt;
  if (!has_scopes || !scopes) return std::nullopt;
  DirectLogin::Wanted wanted;
  if (!has_scopes->empty()) wanted.scopes = *std::move(scopes);
  while (!text.empty()) {
    auto resource = codec::take_field(text);
    if (!resource) return std::nullopt;
    wanted.resources.push_back(*std::move(resource));
  }
  return wanted;
}

}  // namespace chancery
