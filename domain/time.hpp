#pragma once

#include <chrono>

namespace chancery {

/// A point in time, whole seconds since the epoch, UTC. Members of this type are named `…_at`.
using Instant = std::chrono::sys_seconds;

/// A span of time in whole seconds. Members of this type are named `…_lifetime` or `…_window`.
/// Everything expires half-open: a thing with `expires_at` is over when `now >= expires_at`.
using Lifetime = std::chrono::seconds;

}  // namespace chancery
