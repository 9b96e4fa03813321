#pragma once

#include "domain/time.hpp"
#include "tests/simulation/moment.hpp"
#include "tests/simulation/random.hpp"

namespace chancery::simulation {

/// How well the clocks of the nodes agree.
enum class Clocks {
  steady,    ///< to the millisecond
  skewed,    ///< seconds apart, for ever
  stepping,  ///< and set forwards and backwards on the way
};

/// How often something goes wrong, in thousandths of the port calls or requests.
struct Rates {
  unsigned fails_before;     ///< a call has no effect and says so
  unsigned fails_after;      ///< a write has its effect and says that it failed
  unsigned dawdles;          ///< a call takes up to a second
  unsigned freezes;          ///< a request lies still for up to minutes between two calls
  unsigned loses_answer;     ///< an answer never arrives
  unsigned doubles_request;  ///< a request is delivered twice
};

/// What a seed is about: who takes part, what is configured, what goes wrong. Every seed draws its
/// own, so that each fault also occurs alone.
struct Story {
  explicit Story(Random& random);

  int nodes;
  int apps;
  int tabs;
  /// Apps that do what a careful one does not: use a successor while requests with its predecessor
  /// are still on their way, and overwrite a newer token with an older one.
  bool careless;
  bool thief;
  /// People who administer, each as if alone.
  int administrators;
  bool service;
  /// Whether nodes keep house.
  bool housekeeping;
  Clocks clocks;
  bool crashes;
  bool restores;
  Rates rates;

  Lifetime access_lifetime;
  Lifetime idle_lifetime;
  Lifetime absolute_lifetime;
  Lifetime replay_window;

  /// How long things go wrong; after it nothing does.
  Duration chaos;
};

/// How far a clock that is only skewed may be from the true time, either way.
inline constexpr Duration max_skew = std::chrono::seconds(3);
/// How far a stepping clock may be from it.
inline constexpr Duration max_clock_step = std::chrono::seconds(200);
/// How long a request may run before its server gives it up.
inline constexpr Duration request_deadline = std::chrono::seconds(10);
/// How long a store lets a call wait at most.
inline constexpr Duration store_patience = std::chrono::seconds(5);
/// How much later than the first the second delivery of a request may begin.
inline constexpr Duration doubling_delay = std::chrono::seconds(3);

}  // namespace chancery::simulation
