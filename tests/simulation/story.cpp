#include "tests/simulation/story.hpp"

#include <array>

namespace chancery::simulation {
namespace {

using namespace std::chrono_literals;

/// Often never, else up to `most`.
unsigned rate(Random& random, unsigned most) {
  return random.chance(500) ? 0 : static_cast<unsigned>(random.between(1, most));
}

Clocks draw_clocks(Random& random) {
  const auto draw = random.below(10);
  if (draw < 5) return Clocks::steady;
  return draw < 8 ? Clocks::skewed : Clocks::stepping;
}

int draw_administrators(Random& random) {
  if (!random.chance(450)) return 0;
  return random.chance(400) ? 3 : 1;
}

/// Mostly some minutes; now and then so long that housekeeping finds what expired in the story
/// itself.
Duration draw_chaos(Random& random) {
  return std::chrono::seconds(random.chance(80) ? random.between(900, 2700)
                                                : random.between(60, 600));
}

constexpr std::array<Lifetime, 5> windows{0s, 20s, 60s, 60s, 120s};
constexpr std::array<Lifetime, 3> access_lifetimes{30s, 120s, 600s};
constexpr std::array<Lifetime, 3> idle_lifetimes{150s, 600s, 30 * 24h};
constexpr std::array<Lifetime, 3> absolute_lifetimes{300s, 900s, 90 * 24h};

Lifetime one_of(Random& random, std::span<const Lifetime> lifetimes) {
  return random.one_of(lifetimes);
}

}  // namespace

Story::Story(Random& random)
    : nodes(static_cast<int>(random.between(1, 3))),
      apps(static_cast<int>(random.between(1, 3))),
      tabs(random.chance(600) ? 1 : 2),
      careless(random.chance(150)),
      thief(random.chance(500)),
      administrators(draw_administrators(random)),
      service(random.chance(250)),
      housekeeping(random.chance(350)),
      clocks(draw_clocks(random)),
      crashes(random.chance(300)),
      restores(random.chance(250)),
      rates{.fails_before = rate(random, 15),
            .fails_after = rate(random, 40),
            .dawdles = rate(random, 40),
            .freezes = rate(random, 8),
            .loses_answer = rate(random, 150),
            .doubles_request = rate(random, 100)},
      access_lifetime(one_of(random, access_lifetimes)),
      idle_lifetime(one_of(random, idle_lifetimes)),
      absolute_lifetime(one_of(random, absolute_lifetimes)),
      replay_window(one_of(random, windows)),
      chaos(draw_chaos(random)) {}

}  // namespace chancery::simulation
