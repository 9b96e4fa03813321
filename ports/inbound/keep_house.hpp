#pragma once

#include <cstddef>

#include "domain/housekeeping.hpp"

namespace chancery::inbound {

/// Removes what can be of no use any more, a little at a time. May throw Unavailable.
class KeepHouse {
 public:
  virtual ~KeepHouse() = default;

  /// Looks at `limit` records at most. Does nothing while another node keeps house. One thread at a
  /// time.
  virtual Swept sweep(std::size_t limit) = 0;

  /// What waits, counted up to `backlog_bound`. Thread-safe.
  [[nodiscard]] virtual Backlog backlog() = 0;
  static constexpr std::size_t backlog_bound = 10'000;
};

}  // namespace chancery::inbound
