#include "domain/codec/decimal.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace chancery::codec {
namespace {

TEST(Decimal, ReadsTheWholeRangeOfItsType) {
  EXPECT_EQ(from_decimal<std::uint16_t>("0"), 0);
  EXPECT_EQ(from_decimal<std::uint16_t>("65535"), 65535);
  EXPECT_EQ(from_decimal<std::uint16_t>("65536"), std::nullopt);
  EXPECT_EQ(from_decimal<std::int64_t>("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(from_decimal<std::int64_t>("9223372036854775808"), std::nullopt);
}

TEST(Decimal, ReadsNothingElse) {
  for (const char* text :
       {"", " 7", "7 ", "+5", "-5", "1,000", "1.0", "0x10", "1e3", "seven", "7\n"}) {
    EXPECT_EQ(from_decimal<std::uint32_t>(text), std::nullopt) << text;
  }
  EXPECT_EQ(from_decimal<std::uint32_t>(std::string_view("7\0", 2)), std::nullopt);
}

}  // namespace
}  // namespace chancery::codec
