#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "domain/time.hpp"

namespace chancery {

/// Clocks of nodes may differ by so much. What is over on one must be over on all before it goes,
/// or a revoked token would live again where the clock is behind.
inline constexpr Lifetime clock_slack = std::chrono::minutes(10);

/// What one sweep came to.
struct Swept {
  /// Records that are gone.
  std::size_t removed = 0;
  /// The sweep ended at its limit, not for want of work.
  bool more = false;

  bool operator==(const Swept&) const = default;
};

/// What waits for the next sweeps.
struct Backlog {
  std::size_t waiting = 0;
  /// Since when the oldest waits, as far as that is known.
  std::optional<Instant> since{};

  bool operator==(const Backlog&) const = default;
};

/// How housekeeping goes on: how many records a sweep may look at, and how long to wait before it.
struct SweepPace {
  std::size_t limit = 100;
  std::chrono::milliseconds pause{1000};

  bool operator==(const SweepPace&) const = default;
};

/// The pace after a sweep that took so long. While there is more, pauses are nine times as long as
/// the sweeps, so that a tenth of the database's time is the most that housekeeping takes; else a
/// minute. Sweeps that take long, and would hold up whoever writes, become smaller; short ones
/// larger.
SweepPace next_pace(const SweepPace& last, const Swept& swept, std::chrono::milliseconds took);

}  // namespace chancery
