#pragma once

#include <chrono>
#include <cstdint>

#include "domain/time.hpp"

namespace chancery::simulation {

/// Time since the story began, as it truly passes: no node can read it.
using Moment = std::chrono::milliseconds;
using Duration = std::chrono::milliseconds;

/// The time of day at a moment, as a clock that is right has it.
inline Instant time_of_day(Moment moment) {
  constexpr Instant beginning{std::chrono::hours(24 * 365 * 50)};
  return beginning + std::chrono::floor<std::chrono::seconds>(moment);
}

/// Counts everything that happened, one by one: the order in which effects, answers and beginnings
/// took place.
using StepNumber = std::uint64_t;

}  // namespace chancery::simulation
