#pragma once

#include "app/usecases/recent_clients.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/outbound/client_secret_digester.hpp"
#include "ports/outbound/client_store.hpp"

namespace chancery {

/// Looks the client up and compares its secret: one path for whatever is wrong. A client that was
/// seen a moment ago is accepted by what is remembered of it; refused is only by what the store
/// holds now, so that a new client or secret is good at once, and every refusal has cost a look
/// into the store.
class AuthenticateClient final : public inbound::AuthenticateClient {
 public:
  AuthenticateClient(outbound::ClientStore& clients, outbound::ClientSecretDigester& digester,
                     RecentClients& recent)
      : clients_(clients), digester_(digester), recent_(recent) {}

  std::expected<Client, OAuthError> authenticate(
      const inbound::ClientCredentials& credentials) override;

 private:
  std::expected<Client, OAuthError> judge(std::optional<Client> client,
                                          const inbound::ClientCredentials& credentials);
  bool secret_matches(const std::optional<Client>& client, const Secret& secret);

  outbound::ClientStore& clients_;
  outbound::ClientSecretDigester& digester_;
  RecentClients& recent_;
};

}  // namespace chancery
