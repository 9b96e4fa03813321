#include "tests/simulation/registrations.hpp"

namespace chancery::simulation {

const Issuer& issuer() {
  static const Issuer value("https://id.example");
  return value;
}

Scopes registered_scopes(bool narrowed) {
  Scopes scopes{"openid", "offline_access", "email"};
  if (!narrowed) scopes.insert("orders");
  return scopes;
}

Client registration(const ClientId& id) {
  Client client{.id = id,
                .grants = {GrantType::password, GrantType::refresh_token},
                .scopes = registered_scopes(),
                .audiences = {resource, "https://other.example"},
                .first_party = true};
  if (id.value() == public_app) {
    client.auth_method = ClientAuthMethod::none;
  } else {
    client.grants.insert(GrantType::client_credentials);
  }
  if (id.value() == resource_server) {
    client.grants = {GrantType::client_credentials};
    client.introspects = {resource};
    client.first_party = false;
  }
  return client;
}

}  // namespace chancery::simulation
