#pragma once

#include <cstdint>
#include <optional>

#include "domain/time.hpp"

namespace chancery {

/// Something that is tried until it works or is over.
struct Attempts {
  /// How many were begun.
  std::int64_t count;
  Instant created_at;
  /// For how long it is tried.
  Lifetime lifetime;
};

/// When to try again after the attempt that was just made failed: 1 s later after the first, then
/// twice as long each time, up to an hour. Nothing once that is past the lifetime.
std::optional<Instant> next_attempt_at(const Attempts& attempts, Instant now);

}  // namespace chancery
