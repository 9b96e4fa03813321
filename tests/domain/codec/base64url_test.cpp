#include "domain/codec/base64url.hpp"

#include <gtest/gtest.h>

namespace chancery::codec {
namespace {

// RFC 4648 §10.
const struct {
  std::string bytes;
  std::string base64;
} rfc4648[] = {{"", ""},
               {"f", "Zg=="},
               {"fo", "Zm8="},
               {"foo", "Zm9v"},
               {"foob", "Zm9vYg=="},
               {"fooba", "Zm9vYmE="},
               {"foobar", "Zm9vYmFy"}};

TEST(Base64, AnswersTheVectorsOfRfc4648) {
  for (const auto& [bytes, text] : rfc4648) {
    EXPECT_EQ(base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
    const auto unpadded = text.substr(0, text.find('='));
    EXPECT_EQ(base64url(bytes), unpadded);
    EXPECT_EQ(from_base64url(unpadded), bytes);
  }
}

TEST(Base64, TheAlphabetsDifferInTwoCharacters) {
  EXPECT_EQ(base64url("\xfb\xff\xbf"), "-_-_");
  EXPECT_EQ(base64("\xfb\xff\xbf"), "+/+/");
  EXPECT_FALSE(from_base64url("+/+/"));
  EXPECT_FALSE(from_base64("-_-_"));
}

TEST(Base64, EveryByteStringComesBack) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i * 167);
    EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
    EXPECT_EQ(from_base64(base64(bytes)), bytes);
  }
}

TEST(Base64url, B46_EveryByteStringHasOneText) {
  // One and two characters over: exactly those whose spare bits are zero are read.
  int read = 0;
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text{static_cast<char>(a), static_cast<char>(b)};
      if (const auto bytes = from_base64url(text)) {
        EXPECT_EQ(base64url(*bytes), text);
        ++read;
      }
    }
  }
  EXPECT_EQ(read, 256);
  for (const char* text : {"Zg==", "Zg=", "Zm8=", "Zh", "Zm9", "Z", "Zm9vY", "Zm9v\n", " Zm9v",
                           "Zm 9v", "Zm9v.", "Zm9\xff"}) {
    EXPECT_FALSE(from_base64url(text)) << text;
  }
  EXPECT_FALSE(from_base64url(std::string("Zm9v\0", 5)));
}

TEST(Base64, PaddingIsThereExactlyWhereItBelongs) {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Z===", "=", "==", "====", "Zm8", "Zm8==", "Zm9v=",
                           "Zm9v====", "Zg==Zg==", "Zh==", "Zm9=", "Zm8=\n", "Z=g="}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
}

}  // namespace
}  // namespace chancery::codec
