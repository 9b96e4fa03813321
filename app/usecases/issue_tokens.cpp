#include "app/usecases/issue_tokens.hpp"

#include "app/usecases/overloaded.hpp"

namespace chancery {

std::expected<inbound::TokenResponse, OAuthError> IssueTokens::issue(
    const Client& client, const inbound::TokenRequest& request,
    const inbound::RequestContext& context) {
  if (!client.grants.contains(inbound::requested_grant(request))) {
    return std::unexpected(unauthorized_client("the client is not registered for the grant"));
  }
  return std::visit(
      overloaded{
          [&](const inbound::AuthorizationCodeRequest& r) {
            return authorization_code_.redeem(client, r, context);
          },
          [&](const inbound::ClientCredentialsRequest& r) {
            return client_credentials_.redeem(client, r);
          },
          [&](const inbound::PasswordRequest& r) { return password_.redeem(client, r, context); },
          [&](const inbound::FactorRequest& r) { return factor_.redeem(client, r, context); },
          [&](const inbound::RefreshTokenRequest& r) {
            return refresh_token_.redeem(client, r, context);
          },
      },
      request);
}

}  // namespace chancery
