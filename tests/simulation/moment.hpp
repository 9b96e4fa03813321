#pragma once

#include <chrono>
#include <cstdint>

namespace chancery::simulation {

/// Time since the story began, as it truly passes: no node can read it.
using Moment = std::chrono::milliseconds;
using Duration = std::chrono::milliseconds;

/// Counts everything that happened, one by one: the order in which effects, answers and beginnings
/// took place.
using StepNumber = std::uint64_t;

}  // namespace chancery::simulation
