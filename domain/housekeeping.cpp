#include "domain/housekeeping.hpp"

#include <algorithm>

namespace chancery {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t least_limit = 10;
constexpr std::size_t greatest_limit = 500;
constexpr milliseconds short_sweep{10};
constexpr milliseconds long_sweep{40};
constexpr milliseconds shortest_pause{10};
constexpr milliseconds rest{60'000};

}  // namespace

SweepPace next_pace(const SweepPace& last, const Swept& swept, milliseconds took) {
  SweepPace pace{.limit = last.limit, .pause = rest};
  if (swept.more) pace.pause = std::clamp(9 * took, shortest_pause, rest);
  if (took > long_sweep) pace.limit = std::max(last.limit / 2, least_limit);
  if (took < short_sweep && swept.more) pace.limit = std::min(last.limit * 2, greatest_limit);
  return pace;
}

}  // namespace chancery
