#include "app/usecases/authenticate_client.hpp"

namespace chancery {
namespace {

std::string_view way_of(const inbound::ClientCredentials& credentials) {
  return credentials.method ? name(*credentials.method) : "the body of the first-party API";
}

bool is_registered_for(ClientAuthMethod registered, const inbound::ClientCredentials& sent) {
  if (sent.method) return registered == *sent.method;
  switch (registered) {
    case ClientAuthMethod::none: return !sent.secret;
    case ClientAuthMethod::client_secret_basic:
    case ClientAuthMethod::client_secret_post: return sent.secret.has_value();
  }
  std::unreachable();
}

}  // namespace

std::expected<Client, OAuthError> AuthenticateClient::authenticate(
    const inbound::ClientCredentials& credentials) {
  // Also of what is not remembered, so that every refusal has cost the same.
  if (auto known = judge(recent_.recall(credentials.client), credentials)) return known;
  const auto read_at = recent_.now();
  auto client = judge(clients_.find(credentials.client), credentials);
  if (client) recent_.remember(*client, read_at);
  return client;
}

std::expected<Client, OAuthError> AuthenticateClient::judge(
    std::optional<Client> client, const inbound::ClientCredentials& credentials) {
  // Before anything is known of the client, for the same reason.
  const bool matches = !credentials.secret || secret_matches(client, *credentials.secret);

  if (!client) return std::unexpected(invalid_client("there is no such client"));
  if (client->disabled) return std::unexpected(invalid_client("the client is disabled"));
  if (!is_registered_for(client->auth_method, credentials)) {
    return std::unexpected(invalid_client("the client is registered for " +
                                          std::string(name(client->auth_method)) + ", not " +
                                          std::string(way_of(credentials))));
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
