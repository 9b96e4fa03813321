#include "domain/codec/rfc3339.hpp"

#include <gtest/gtest.h>

namespace chancery::codec {
namespace {

using namespace std::chrono;

TEST(Rfc3339, WritesInstantsInUtc) {
  EXPECT_EQ(rfc3339(sys_seconds{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(rfc3339(sys_seconds(-1s)), "1969-12-31T23:59:59Z");
  EXPECT_EQ(rfc3339(sys_seconds(951'782'400s)), "2000-02-29T00:00:00Z");
  EXPECT_EQ(rfc3339(sys_seconds(1'767'225'599s)), "2025-12-31T23:59:59Z");
  EXPECT_EQ(rfc3339(sys_seconds(253'402'300'799s)), "9999-12-31T23:59:59Z");
}

TEST(Rfc3339, WritesMillisecondsWithThreeDigits) {
  const auto text = [](milliseconds at) {
    std::string out = "at ";
    append_rfc3339(out, sys_time<milliseconds>(at));
    return out;
  };
  EXPECT_EQ(text(0ms), "at 1970-01-01T00:00:00.000Z");
  EXPECT_EQ(text(7ms), "at 1970-01-01T00:00:00.007Z");
  EXPECT_EQ(text(59'999ms), "at 1970-01-01T00:00:59.999Z");
  EXPECT_EQ(text(-1ms), "at 1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace chancery::codec
