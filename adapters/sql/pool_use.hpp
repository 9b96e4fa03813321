#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace chancery::sql {

/// How the sessions of a database are used: now, and since the program began.
struct PoolUse {
  std::size_t lent = 0;
  std::size_t idle = 0;
  /// How often somebody had to wait for a session, and for how long in all; in vain or not.
  std::uint64_t waits_total = 0;
  std::chrono::microseconds waited_total{0};
};

}  // namespace chancery::sql
