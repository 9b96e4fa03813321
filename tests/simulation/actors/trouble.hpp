#pragma once

#include "tests/simulation/world.hpp"

namespace chancery::simulation {

/// What befalls machines and stores: nodes crash and start anew, clocks are set, an older store is
/// put back. (What befalls single calls is in gate.cpp, what befalls messages in network.cpp.)
class Trouble {
 public:
  explicit Trouble(World& world) : world_(world) {}
  void stir();

 private:
  void crash();
  void set_clock();
  void restore();
  Machine& any_machine();
  void note(int node, std::string_view what, std::uint64_t number = 0);

  World& world_;
};

}  // namespace chancery::simulation
