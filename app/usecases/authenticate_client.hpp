#pragma once

#include "ports/inbound/authenticate_client.hpp"
#include "ports/outbound/client_secret_digester.hpp"
#include "ports/outbound/client_store.hpp"

namespace chancery {

/// Looks the client up and compares its secret: one path for whatever is wrong.
class AuthenticateClient final : public inbound::AuthenticateClient {
 public:
  AuthenticateClient(outbound::ClientStore& clients, outbound::ClientSecretDigester& digester)
      : clients_(clients), digester_(digester) {}

  std::expected<Client, OAuthError> authenticate(
      const inbound::ClientCredentials& credentials) override;

 private:
  bool secret_matches(const std::optional<Client>& client, const Secret& secret);

  outbound::ClientStore& clients_;
  outbound::ClientSecretDigester& digester_;
};

}  // namespace chancery
