#include "tests/simulation/actors/trouble.hpp"

#include "tests/simulation/node.hpp"

namespace chancery::simulation {

void Trouble::stir() {
  while (world_.troubled()) {
    world_.scheduler.sleep(Duration(world_.random.between(1000, 60000)));
    switch (world_.random.below(4)) {
      case 0:
      case 1: crash(); break;
      case 2: set_clock(); break;
      default: restore();
    }
  }
}

void Trouble::crash() {
  if (!world_.story.crashes || !world_.troubled()) return;
  auto& machine = any_machine();
  if (!machine.node()->alive()) return;
  note(machine.number(), "crash");
  machine.crash();
  world_.scheduler.sleep(Duration(world_.random.between(0, 5000)));
  note(machine.number(), "start");
  machine.start();
}

void Trouble::set_clock() {
  if (world_.story.clocks != Clocks::stepping || !world_.troubled()) return;
  constexpr std::int64_t small = 3000;
  const auto most = world_.random.chance(600) ? small : max_clock_step.count();
  auto& machine = any_machine();
  const auto ahead = Duration(world_.random.between(-most, most));
  machine.set_clock(ahead);
  note(machine.number(), ahead < Duration::zero() ? "clock set behind" : "clock set ahead",
       static_cast<std::uint64_t>(std::abs(ahead.count())));
}

void Trouble::restore() {
  if (!world_.story.restores || !world_.troubled()) return;
  note(-1, "backup");
  const auto backup = world_.backup();
  world_.scheduler.sleep(Duration(world_.random.between(100, 90000)));
  if (!world_.troubled()) return;
  note(-1, "restore");
  world_.put_back(backup);
}

Machine& Trouble::any_machine() {
  return *world_.machines[world_.random.below(world_.machines.size())];
}

void Trouble::note(int node, std::string_view what, std::uint64_t number) {
  world_.history.add({.at = world_.scheduler.now(),
                      .node = node,
                      .request = 0,
                      .actor = "trouble",
                      .call = what,
                      .outcome = "",
                      .number = number});
}

}  // namespace chancery::simulation
