#include "tests/simulation/actors/service.hpp"

#include "tests/simulation/actors/people.hpp"
#include "tests/simulation/registrations.hpp"

namespace chancery::simulation {
namespace {

constexpr Duration patience = request_deadline;

}  // namespace

void Service::run() {
  while (world_.troubled()) {
    world_.scheduler.sleep(Duration(world_.random.between(500, 15000)));
    if (tokens_.empty() || world_.random.chance(400)) {
      fetch();
    } else {
      look();
    }
  }
}

void Service::fetch() {
  inbound::ClientCredentialsRequest request;
  if (world_.random.chance(300)) request.scopes = Scopes{"orders"};
  const auto answer = ask(world_, asker_, GetTokens{credentials(), request}, patience);
  const auto* tokens = answer ? std::get_if<inbound::TokenResponse>(&*answer) : nullptr;
  if (tokens == nullptr) return;
  tokens_.push_back(tokens->access_token);
  world_.loot.push_back({tokens->access_token, ClientId(confidential_app)});
}

void Service::look() {
  const auto& token = tokens_[tokens_.size() - 1 - world_.random.below(tokens_.size())];
  ask(world_, asker_, Introspect{credentials(), token}, patience);
}

inbound::ClientCredentials Service::credentials() {
  const ClientId client(confidential_app);
  return credentials_of(client, secret_of(world_, client));
}

}  // namespace chancery::simulation
