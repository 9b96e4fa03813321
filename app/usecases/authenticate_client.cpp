#include "app/usecases/authenticate_client.hpp"

namespace chancery {

std::expected<Client, OAuthError> AuthenticateClient::authenticate(
    const inbound::ClientCredentials& credentials) {
  auto client = clients_.find(credentials.client);
  // Before anything is known of the client, so that every refusal has cost the same.
  const bool matches = !credentials.secret || secret_matches(client, *credentials.secret);

  if (!client) return std::unexpected(invalid_client("there is no such client"));
  if (client->disabled) return std::unexpected(invalid_client("the client is disabled"));
  if (client->auth_method != credentials.method) {
    return std::unexpected(invalid_client("the client is registered for " +
                                          std::string(name(client->auth_method)) + ", not " +
                                          std::string(name(credentials.method))));
  }
  if (!matches) return std::unexpected(invalid_client("the client secret is wrong"));
  return *std::move(client);
}

bool AuthenticateClient::secret_matches(const std::optional<Client>& client, const Secret& secret) {
  static const ClientSecretDigest decoy{KeyId("decoy"), std::string(43, 'A')};
  const bool has_secret = client && client->secret;
  return digester_.matches(has_secret ? *client->secret : decoy, secret) && has_secret;
}

}  // namespace chancery
