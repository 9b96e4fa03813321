#include "domain/codec/utf8.hpp"

#include <gtest/gtest.h>

namespace chancery::codec {
namespace {

TEST(Utf8, TakesTheFirstAndTheLastOfEveryLength) {
  for (const char* text :
       {"\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
        "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "", "a\xc3\xa9z"}) {
    EXPECT_TRUE(is_utf8(text));
  }
  EXPECT_TRUE(is_utf8(std::string_view("\0", 1)));
}

TEST(Utf8, B34_RefusesWhatRfc3629Forbids) {
  for (const char* text : {
           "\x80",
           "\xbf",
           "\xff",
           "\xfe",  // no lead byte
           "\xc0\xaf",
           "\xc1\xbf",
           "\xe0\x80\xaf",
           "\xe0\x9f\xbf",
           "\xf0\x80\x80\xaf",
           "\xf0\x8f\xbf\xbf",  // overlong
           "\xed\xa0\x80",
           "\xed\xbf\xbf",  // surrogates
           "\xf4\x90\x80\x80",
           "\xf5\x80\x80\x80",
           "\xf8\x88\x80\x80\x80",  // beyond U+10FFFF
           "\xc3",
           "\xe2\x82",
           "\xf0\x9f\x91",
           "a\xc3",  // cut off
           "\xc3z",
           "\xe2\x82z",
           "\xc3\xc3",  // a tail byte missing
       }) {
    EXPECT_FALSE(is_utf8(text));
  }
}

TEST(Utf8, EveryScalarValueComesBack) {
  for (char32_t code_point = 0; code_point <= 0x10ffff;
       code_point += code_point < 0x3000 ? 1 : 251) {
    if (code_point >= 0xd800 && code_point <= 0xdfff) continue;
    std::string text;
    append_utf8(text, code_point);
    std::string_view rest = text;
    ASSERT_EQ(take_code_point(rest), code_point);
    ASSERT_TRUE(rest.empty());
  }
}

TEST(Utf8, WhatIsNoCodePointIsLeftWhereItIs) {
  for (const std::string_view text : {"", "\x80z", "\xe2\x82"}) {
    auto rest = text;
    EXPECT_FALSE(take_code_point(rest));
    EXPECT_EQ(rest, text);
  }
}

TEST(Utf8, B100_FindsControlCharacters) {
  for (const char* text :
       {"a\nb", "\r", "\t", "\x1b[31m", "\x7f", "\xc2\x80", "\xc2\x9f", "\xff"}) {
    EXPECT_TRUE(has_control(text));
  }
  EXPECT_TRUE(has_control(std::string_view("a\0b", 3)));
  for (const char* text : {"", " ~", "\xc2\xa0", "\xc3\xa9", "\xf0\x9f\x91\x91"}) {
    EXPECT_FALSE(has_control(text));
  }
}

}  // namespace
}  // namespace chancery::codec
