#include "app/api_client.hpp"

namespace chancery {
namespace {

std::optional<Complaint> objection(const Client& client) {
  const auto& id = client.id.value();
  if (client.disabled)
    return Complaint{"is disabled", "run: chancery client update --enable " + id};
  if (!client.is_public()) {
    return Complaint{"has a secret, which requests without client_id cannot send",
                     "name a client that was made with --public"};
  }
  if (!client.first_party) {
    return Complaint{"is no first-party client", "run: chancery client update --first-party " + id};
  }
  for (const auto grant : {GrantType::password, GrantType::refresh_token}) {
    if (!client.grants.contains(grant)) {
      return Complaint{"is not registered for the grant " + std::string(name(grant)),
                       "run: chancery client update --grant password --grant refresh_token " + id};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Complaint> complaint_about_api_client(Authority& authority) {
  const auto& id = authority.settings.api_client;
  if (!id) return std::nullopt;
  const auto client = authority.manage_clients.find(*id);
  auto complaint =
      client ? objection(*client)
             : Complaint{"is not registered",
                         "run: chancery client add --public --first-party --grant password "
                         "--grant refresh_token --id " +
                             id->value()};
  if (complaint)
    complaint->message = "API_CLIENT: the client " + id->value() + ' ' + complaint->message;
  return complaint;
}

}  // namespace chancery
