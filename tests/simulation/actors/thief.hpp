#pragma once

#include "tests/simulation/network.hpp"

namespace chancery::simulation {

/// Somebody who got hold of tokens, and of the secrets of the apps: presents old ones and new ones,
/// as another client, for more than was granted, altered, and lives on what that buys.
class Thief {
 public:
  explicit Thief(World& world) : world_(world) {}
  void prowl();

 private:
  void act(const Loot& loot);
  void refresh(const Loot& loot, const ClientId& client);
  void refresh_for_more(const Loot& loot);
  void look(const Loot& loot, const ClientId& client);
  /// The same token with one byte altered, or of another generation, without its key.
  [[nodiscard]] Loot forged(const Loot& loot);
  std::optional<Answer> ask_now(const Call& call);
  [[nodiscard]] inbound::ClientCredentials credentials(const ClientId& client);

  World& world_;
  Asker asker_{"thief"};
};

}  // namespace chancery::simulation
