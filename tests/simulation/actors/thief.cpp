#include "tests/simulation/actors/thief.hpp"

#include <algorithm>

#include "tests/simulation/actors/people.hpp"
#include "tests/simulation/registrations.hpp"

namespace chancery::simulation {

void Thief::prowl() {
  while (world_.troubled()) {
    world_.scheduler.sleep(Duration(world_.random.between(500, 45000)));
    const auto& all = world_.loot;
    if (all.empty()) continue;
    // Mostly fresh things.
    const auto reach =
        world_.random.chance(700) ? std::min<std::size_t>(all.size(), 4) : all.size();
    act(Loot(all[all.size() - 1 - world_.random.below(reach)]));
  }
}

void Thief::act(const Loot& loot) {
  const ClientId other(other_app);
  switch (world_.random.below(10)) {
    case 0: return refresh(loot, other);
    case 1: return refresh_for_more(loot);
    case 2: return refresh(forged(loot), loot.client);
    case 3: return look(loot, other);
    case 4: return look(loot, loot.client);
    case 5: ask_now(RevokeOne{credentials(other), loot.token}); return;
    case 6: ask_now(AskUserinfo{loot.token}); return;
    default: return refresh(loot, loot.client);
  }
}

void Thief::refresh(const Loot& loot, const ClientId& client) {
  const auto answer =
      ask_now(GetTokens{credentials(client), inbound::RefreshTokenRequest{loot.token}});
  const auto* tokens = answer ? std::get_if<inbound::TokenResponse>(&*answer) : nullptr;
  if (tokens == nullptr) return;
  world_.loot.push_back({tokens->access_token, client});
  if (tokens->refresh_token) world_.loot.push_back({tokens->refresh_token->token, client});
}

void Thief::refresh_for_more(const Loot& loot) {
  inbound::RefreshTokenRequest request{loot.token};
  if (world_.random.chance(500)) {
    request.scopes = registered_scopes();
  } else {
    request.resources = {world_.random.chance(500) ? "https://foreign.example" : resource};
  }
  ask_now(GetTokens{credentials(loot.client), request});
}

void Thief::look(const Loot& loot, const ClientId& client) {
  ask_now(Introspect{credentials(client), loot.token});
}

Loot Thief::forged(const Loot& loot) {
  auto parsed = read_refresh_token(loot.token.reveal());
  if (!parsed) return {Secret(loot.token.reveal() + "x"), loot.client};
  if (world_.random.chance(500)) {
    ++parsed->body.generation;
  } else {
    parsed->tag[world_.random.below(parsed->tag.size())] ^= 1;
  }
  return {write_refresh_token(*parsed), loot.client};
}

std::optional<Answer> Thief::ask_now(const Call& call) {
  return ask(world_, asker_, call, Duration(world_.random.between(2000, 20000)));
}

inbound::ClientCredentials Thief::credentials(const ClientId& client) {
  return credentials_of(client, secret_of(world_, client));
}

}  // namespace chancery::simulation
