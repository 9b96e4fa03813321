#include "adapters/system/system_clock.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace chancery::system {
namespace {

TEST(SystemClock, IsTheTimeOfDayInUtc) {
  // clock_gettime, since time() may lag behind it by a tick.
  const auto seconds = [] {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return Instant(Lifetime(now.tv_sec));
  };
  const auto before = seconds();
  const auto now = SystemClock().now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, seconds());
}

}  // namespace
}  // namespace chancery::system
