#include "app/usecases/grants/client_credentials_grant.hpp"

namespace chancery {

std::expected<inbound::TokenResponse, OAuthError> ClientCredentialsGrant::redeem(
    const Client& client, const inbound::ClientCredentialsRequest& request) {
  auto scopes = granted_scopes(client, request.scopes);
  if (!scopes) return std::unexpected(scopes.error());
  auto audience = audience_for(client, *scopes, request.resources, access_tokens_.issuer());
  if (!audience) return std::unexpected(audience.error());

  auto issued = access_tokens_.issue(
      {.client = client, .scopes = *scopes, .audience = *std::move(audience)}, clock_.now());
  return inbound::TokenResponse{.access_token = std::move(issued.token),
                                .access_token_id = std::move(issued.id),
                                .expires_in = issued.expires_in,
                                .scopes = *std::move(scopes)};
}

}  // namespace chancery
