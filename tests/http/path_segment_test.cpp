// Ids in paths.

#include "adapters/http/path_segment.hpp"

#include <gtest/gtest.h>

namespace chancery::http {
namespace {

TEST(PathSegment, IsDecodedOnce) {
  EXPECT_EQ(decoded_segment("auth0%7C60425"), "auth0|60425");
  EXPECT_EQ(decoded_segment("a%2Fb%2fc"), "a/b/c");
  EXPECT_EQ(decoded_segment("%2541+b"), "%41+b");
  EXPECT_EQ(decoded_segment("J%C3%BCrgen"), "J\u00fcrgen");
}

TEST(PathSegment, WhatIsNoTextIsNobodysId) {
  for (const auto* text : {"%", "%4", "a%zz", "%00", "a%0Ab", "%ff", "%7F"}) {
    EXPECT_EQ(decoded_segment(text), "") << text;
  }
}

TEST(PathSegment, EveryPrintableCharacterComesBack) {
  for (int c = ' ' + 1; c < 0x7f; ++c) {
    const char hex[] = "0123456789ABCDEF";
    const std::string escaped{'%', hex[c / 16], hex[c % 16]};
    EXPECT_EQ(decoded_segment(escaped), std::string(1, static_cast<char>(c)));
  }
}

}  // namespace
}  // namespace chancery::http
