// How fast housekeeping may go on.

#include "domain/housekeeping.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using namespace std::chrono_literals;

TEST(NextPace, LeavesTheDatabaseToTheRequests) {
  const struct {
    std::chrono::milliseconds took;
    bool more;
    SweepPace expected;
  } cases[] = {
      {0ms, false, {100, 60s}},    // nothing to do: no reason to grow
      {0ms, true, {200, 10ms}},    //
      {1ms, true, {200, 10ms}},    //
      {2ms, true, {200, 18ms}},    // nine times as long
      {9ms, true, {200, 81ms}},    //
      {10ms, true, {100, 90ms}},   // long enough
      {40ms, true, {100, 360ms}},  //
      {41ms, true, {50, 369ms}},   // too long for who waits to write
      {41ms, false, {50, 60s}},    //
      {6666ms, true, {50, 59994ms}}, {6667ms, true, {50, 60s}}, {60s, true, {50, 60s}},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(next_pace({100, 5ms}, {.removed = 7, .more = c.more}, c.took), c.expected)
        << c.took.count();
  }
}

TEST(NextPace, SweepsStayWithinTheirBounds) {
  const Swept more{.removed = 1, .more = true};
  EXPECT_EQ(next_pace({500, 0ms}, more, 1ms).limit, 500U);
  EXPECT_EQ(next_pace({300, 0ms}, more, 1ms).limit, 500U);
  EXPECT_EQ(next_pace({20, 0ms}, more, 1s).limit, 10U);
  EXPECT_EQ(next_pace({10, 0ms}, more, 1s).limit, 10U);
}

TEST(NextPace, ABacklogTakesATenthOfTheTimeAtMost) {
  SweepPace pace;
  auto busy = 0ms;
  auto idle = 0ms;
  for (int i = 0; i < 1000; ++i) {
    const auto took = std::chrono::milliseconds(i % 60 + 1);
    pace = next_pace(pace, {.removed = pace.limit, .more = true}, took);
    busy += took;
    idle += pace.pause;
  }
  EXPECT_LE(busy * 9, idle);
}

}  // namespace
}  // namespace chancery
