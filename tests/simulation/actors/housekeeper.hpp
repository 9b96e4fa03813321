#pragma once

#include "tests/simulation/network.hpp"

namespace chancery::simulation {

/// What makes nodes keep house: now this one sweeps, now that one, a little or much.
class Housekeeper {
 public:
  explicit Housekeeper(World& world) : world_(world) {}
  void run();

 private:
  World& world_;
  Asker asker_{"housekeeper"};
};

}  // namespace chancery::simulation
