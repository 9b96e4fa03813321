#include "tests/simulation/simulation.hpp"

#include "tests/simulation/actors/administrator.hpp"
#include "tests/simulation/actors/app.hpp"
#include "tests/simulation/actors/housekeeper.hpp"
#include "tests/simulation/actors/service.hpp"
#include "tests/simulation/actors/thief.hpp"
#include "tests/simulation/actors/trouble.hpp"
#include "tests/simulation/node.hpp"

namespace chancery::simulation {
namespace {

/// Everybody who acts in a story.
struct Cast {
  explicit Cast(World& stage)
      : world(stage),
        administrator(stage),
        service(stage),
        housekeeper(stage),
        thief(stage),
        trouble(stage) {
    for (int i = 1; i <= world.story.apps; ++i) apps.push_back(std::make_unique<App>(world, i));
  }

  /// For the first task: sets the stage, then lets the others begin.
  void begin() {
    const auto& story = world.story;
    administrator.set_up();
    world.trouble_begins = world.scheduler.now();
    for (const auto& app : apps) {
      for (int tab = 0; tab < story.tabs; ++tab) {
        world.scheduler.spawn([&app, tab] { app->use(tab); });
      }
    }
    if (story.thief) world.scheduler.spawn([this] { thief.prowl(); });
    for (int i = 0; i < story.administrators; ++i) {
      world.scheduler.spawn([this] { administrator.administer(); });
    }
    if (story.service) world.scheduler.spawn([this] { service.run(); });
    if (story.housekeeping) world.scheduler.spawn([this] { housekeeper.run(); });
    world.scheduler.spawn([this] { trouble.stir(); });
  }

  World& world;
  std::vector<std::unique_ptr<App>> apps;
  Administrator administrator;
  Service service;
  Housekeeper housekeeper;
  Thief thief;
  Trouble trouble;
};

void start_machines(World& world) {
  for (int i = 1; i <= world.story.nodes; ++i) {
    auto& machine = *world.machines.emplace_back(std::make_unique<Machine>(world, i));
    if (world.story.clocks != Clocks::steady) {
      machine.set_clock(Duration(world.random.between(-max_skew.count(), max_skew.count())));
    }
  }
}

}  // namespace

Outcome play(std::uint64_t seed, History::Mode mode) {
  World world(seed, mode);
  start_machines(world);
  Cast cast(world);
  world.scheduler.spawn([&cast] { cast.begin(); });
  if (!world.scheduler.run()) {
    world.violated("the_story_ends", "the requests of this story never end");
    std::ignore = world.scheduler.run();
  }
  if (!world.over()) world.happened(nullptr, Finished{world.database.snapshot()});
  return {world.history.hash(), world.history.length(), world.requests, world.violation,
          world.history.text()};
}

}  // namespace chancery::simulation
