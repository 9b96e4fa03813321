#pragma once

#include <vector>

#include "tests/simulation/network.hpp"

namespace chancery::simulation {

/// A program that acts for itself: it fetches tokens of its client's own, again and again, and
/// others ask whether they are good.
class Service {
 public:
  explicit Service(World& world) : world_(world) {}
  void run();

 private:
  void fetch();
  void look();
  [[nodiscard]] inbound::ClientCredentials credentials();

  World& world_;
  Asker asker_{"service"};
  std::vector<Secret> tokens_{};
};

}  // namespace chancery::simulation
