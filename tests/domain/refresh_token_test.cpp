#include "domain/refresh_token.hpp"

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"

namespace chancery {
namespace {

RefreshToken token(const std::string& key = "0123456789abcdef",
                   std::uint32_t generation = 0x01020304) {
  return {.body = {.tag_key = KeyId(key),
                   .family = FamilyId("abcdefghijklmnopqrstuQ"),
                   .generation = generation,
                   .secret = Secret(std::string(32, 's'))},
          .tag = std::string(32, 't')};
}

std::string bytes_of(const RefreshToken& token) { return tagged_bytes(token.body) + token.tag; }
std::string text_of(const std::string& bytes) { return "crt_" + codec::base64url(bytes); }

TEST(RefreshToken, IsReadAsItWasWritten) {
  for (const auto generation : {0U, 1U, 0x01020304U, UINT32_MAX}) {
    const auto read = read_refresh_token(write_refresh_token(token("kid1", generation)).reveal());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->body.tag_key, KeyId("kid1"));
    EXPECT_EQ(read->body.family, FamilyId("abcdefghijklmnopqrstuQ"));
    EXPECT_EQ(read->body.generation, generation);
    EXPECT_EQ(read->body.secret.reveal(), std::string(32, 's'));
    EXPECT_EQ(read->tag, std::string(32, 't'));
  }
}

// Tokens in clients' hands outlive releases: the form may be added to but not changed.
TEST(RefreshToken, TheWireFormIsWhatItHasAlwaysBeen) {
  const auto covered = std::string("\x01\x10", 2) + "0123456789abcdef" + "abcdefghijklmnopqrstuQ" +
                       "\x01\x02\x03\x04" + std::string(32, 's');
  EXPECT_EQ(tagged_bytes(token().body), covered);
  EXPECT_EQ(write_refresh_token(token()).reveal(), text_of(covered + std::string(32, 't')));
}

TEST(RefreshToken, TheTagCoversEveryField) {
  const auto plain = tagged_bytes(token().body);
  auto other = token();
  other.body.family = FamilyId("bbcdefghijklmnopqrstuQ");
  EXPECT_NE(tagged_bytes(other.body), plain);
  EXPECT_NE(tagged_bytes(token("1123456789abcdef").body), plain);
  EXPECT_NE(tagged_bytes(token("0123456789abcdef", 0x01020305).body), plain);
  other = token();
  other.body.secret = Secret(std::string(31, 's') + "t");
  EXPECT_NE(tagged_bytes(other.body), plain);
}

TEST(RefreshToken, ReadsNothingThatItCannotHaveWritten) {
  const auto bytes = bytes_of(token());
  const auto text = text_of(bytes);
  ASSERT_TRUE(read_refresh_token(text));
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_FALSE(read_refresh_token(text.substr(0, length))) << length;
  }
  auto other_version = bytes;
  other_version[0] = 2;
  auto no_key = bytes;
  no_key[1] = 0;
  auto key_not_base64url = bytes;
  key_not_base64url[2] = '/';
  auto family_not_base64url = bytes;
  family_not_base64url[18] = '\0';
  auto family_not_canonical = bytes;
  family_not_canonical[18 + 21] = 'R';
  for (const auto& altered : {other_version, no_key, key_not_base64url, family_not_base64url,
                              family_not_canonical, bytes + 'x', bytes.substr(0, bytes.size() - 1),
                              std::string(), std::string("\x01"), std::string("\x01\xff", 2)}) {
    EXPECT_FALSE(read_refresh_token(text_of(altered)));
  }
  for (const auto& altered :
       {text + "=", text + "\n", " " + text, text.substr(4), "CRT_" + text.substr(4),
        "crt-" + text.substr(4), "crt_" + text, std::string()}) {
    EXPECT_FALSE(read_refresh_token(altered)) << altered;
  }
}

TEST(RefreshToken, AKeyIdHas1To32Characters) {
  EXPECT_TRUE(read_refresh_token(text_of(bytes_of(token("abAA")))));
  EXPECT_TRUE(read_refresh_token(text_of(bytes_of(token(std::string(32, 'A'))))));
  EXPECT_FALSE(read_refresh_token(text_of(bytes_of(token(std::string(33, 'A'))))));
  EXPECT_FALSE(read_refresh_token(text_of(bytes_of(token(std::string(36, 'A'))))));
}

}  // namespace
}  // namespace chancery
