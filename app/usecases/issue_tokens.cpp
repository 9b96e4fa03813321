#include "app/usecases/issue_tokens.hpp"

#include "app/usecases/overloaded.hpp"

namespace chancery {
namespace {

constexpr GrantType grant_of(const inbound::ClientCredentialsRequest&) {
  return GrantType::client_credentials;
}
constexpr GrantType grant_of(const inbound::PasswordRequest&) { return GrantType::password; }
constexpr GrantType grant_of(const inbound::RefreshTokenRequest&) {
  return GrantType::refresh_token;
}

}  // namespace

std::expected<inbound::TokenResponse, OAuthError> IssueTokens::issue(
    const Client& client, const inbound::TokenRequest& request,
    const inbound::RequestContext& context) {
  const auto grant = std::visit([](const auto& r) { return grant_of(r); }, request);
  if (!client.grants.contains(grant)) {
    return std::unexpected(unauthorized_client("the client is not registered for the grant"));
  }
  return std::visit(
      overloaded{
          [&](const inbound::ClientCredentialsRequest& r) {
            return client_credentials_.redeem(client, r);
          },
          [&](const inbound::PasswordRequest& r) { return password_.redeem(client, r, context); },
          [&](const inbound::RefreshTokenRequest& r) {
            return refresh_token_.redeem(client, r, context);
          },
      },
      request);
}

}  // namespace chancery
