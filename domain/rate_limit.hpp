#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "domain/time.hpp"

namespace chancery {

/// So many requests in so long a time, at once or spread: a token bucket that holds `quota` and
/// fills in `window`. Both are at least 1.
struct RateLimit {
  std::uint32_t quota;
  Lifetime window;

  bool operator==(const RateLimit&) const = default;
};

/// What one party has left. By a clock that only goes on; new, it is whole.
class RateBudget {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  using Span = std::chrono::nanoseconds;

  /// Takes one; or, changing nothing, how long until there is one to take.
  std::optional<Span> take(const RateLimit& limit, TimePoint now);

  /// Puts back one that was taken.
  void give_back(const RateLimit& limit);

  /// How many can be taken now.
  [[nodiscard]] std::uint32_t remaining(const RateLimit& limit, TimePoint now) const;

  /// How long until all of the quota is there. Whoever took nothing for a window has all.
  [[nodiscard]] Span until_whole(TimePoint now) const;

 private:
  TimePoint whole_at_{};
};

}  // namespace chancery
