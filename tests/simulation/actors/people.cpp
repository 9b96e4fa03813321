#include "tests/simulation/actors/people.hpp"

namespace chancery::simulation {
namespace {

const std::string& likely(World& world, const std::vector<std::string>& known) {
  const auto age = world.random.chance(850) ? 0 : world.random.below(known.size());
  return known[known.size() - 1 - age];
}

const std::string& made_up(std::vector<std::string>& known, const std::string& prefix) {
  return known.emplace_back(prefix + std::to_string(known.size()));
}

}  // namespace

std::string password_of(World& world, const std::string& user) {
  return likely(world, world.directory.passwords[user]);
}

std::string new_password(World& world, const std::string& user) {
  return made_up(world.directory.passwords[user], "password of " + user + " ");
}

std::optional<std::string> secret_of(World& world, const ClientId& client) {
  const auto known = world.directory.secrets.find(client.value());
  if (known == world.directory.secrets.end()) return std::nullopt;
  return likely(world, known->second);
}

std::string new_secret(World& world, const ClientId& client) {
  return made_up(world.directory.secrets[client.value()],
                 "0123456789-0123456789-secret-of-" + client.value() + "-");
}

}  // namespace chancery::simulation
