#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/memory/database.hpp"
#include "tests/simulation/crypto.hpp"
#include "tests/simulation/history.hpp"
#include "tests/simulation/invariants/invariants.hpp"
#include "tests/simulation/scheduler.hpp"
#include "tests/simulation/step.hpp"
#include "tests/simulation/story.hpp"
#include "tests/simulation/truth.hpp"

namespace chancery::simulation {

class Machine;

/// The store and what was true of it, to be put back together.
struct Backup {
  memory::Tables tables;
  Truth truth;
};

/// What people and apps were told outside of the protocol.
struct Directory {
  /// Passwords that may be right, by username: the likeliest last. An answer that was lost leaves
  /// two.
  std::map<std::string, std::vector<std::string>> passwords{};
  /// The same of client secrets, by client.
  std::map<std::string, std::vector<std::string>> secrets{};
};

/// A token that was ever received by anybody: what a thief may have got hold of.
struct Loot {
  Secret token;
  ClientId client;
};

/// Everything the parts of one story share: a stage, with nothing to hide.
struct World {
  World(std::uint64_t seed, History::Mode mode);
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World();

  /// Tells the invariants of a step, then makes it part of the truth.
  void happened(Request* request, const Happening& what,
                const std::optional<TrailGrowth>& trail = {});
  /// The next number, for what only has to be put in order.
  StepNumber next_step() { return ++steps; }

  /// Whether things go wrong now: not while the stage is set, and not any more in the end.
  [[nodiscard]] bool troubled() const {
    return trouble_begins && !over() && scheduler.now() < *trouble_begins + story.chaos;
  }
  /// Whether an invariant was violated: everybody is to come to an end.
  [[nodiscard]] bool over() const { return violation.has_value(); }
  void violated(std::string_view invariant, std::string what);

  [[nodiscard]] Backup backup() const { return {database.snapshot(), truth}; }
  void put_back(const Backup& backup);

  Random random;
  Story story;
  History history;
  Scheduler scheduler;
  /// Whether this very port call, or delivery, goes wrong.
  Random chance;

  memory::Database database;
  Truth truth;
  Chronicle chronicle;

  SeededEntropy entropy;
  RememberingSigner signer;
  RememberingJwtSigner jwts;
  ScrambledMint mint;
  ScrambledDigester digester;
  ScrambledHasher hasher;

  Directory directory;
  std::vector<Loot> loot;
  std::vector<std::unique_ptr<Machine>> machines;

  std::optional<Moment> trouble_begins;
  StepNumber steps = 0;
  int requests = 0;
  std::optional<Violation> violation;

 private:
  void apply(Request* request, const Step& step);
};

}  // namespace chancery::simulation
