#include "domain/codec/hex.hpp"

#include <gtest/gtest.h>

namespace chancery::codec {
namespace {

// RFC 4648 §10, in lower case.
TEST(Hex, AnswersTheVectorsOfRfc4648) {
  EXPECT_EQ(hex(""), "");
  EXPECT_EQ(hex("f"), "66");
  EXPECT_EQ(hex("foobar"), "666f6f626172");
}

TEST(Hex, WritesBytesAsUnsigned) { EXPECT_EQ(hex(std::string("\x00\x7f\x80\xff", 4)), "007f80ff"); }

}  // namespace
}  // namespace chancery::codec
