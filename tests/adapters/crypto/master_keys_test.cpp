#include "adapters/crypto/master_keys.hpp"

#include <gtest/gtest.h>

#include "adapters/crypto/entropy.hpp"
#include "domain/codec/base64url.hpp"

namespace chancery::crypto {
namespace {

// Its base64 has a `+` and a `/`.
const std::string key_bytes =
    codec::from_base64("q83vASNFZ4mrze8BI0Vnibz+/4n6zdBhRkJVsyJZ1Po=").value();
const std::string plain = codec::base64(key_bytes);
const std::string url = codec::base64url(key_bytes);

std::string sequence(int first, int step) {
  std::string bytes;
  for (int i = 0; i < 32; ++i) bytes += static_cast<char>(first + i * step);
  return bytes;
}

TEST(MasterKeys, ReadsEitherAlphabetWithPaddingAndWithout) {
  ASSERT_NE(plain.find_first_of("+/"), std::string::npos);
  for (const auto& text : {plain, plain.substr(0, 43), url, url + "="}) {
    const auto parsed = MasterKeys::parse(Secret(text));
    ASSERT_TRUE(parsed) << text;
    ASSERT_EQ(parsed->keys().size(), 1U);
    EXPECT_EQ(parsed->keys()[0].reveal(), key_bytes);
  }
}

TEST(MasterKeys, ReadsSeveralInTheirOrder) {
  Entropy entropy;
  const auto first = MasterKeys::make(entropy);
  const auto parsed = MasterKeys::parse(Secret(first.reveal() + "," + plain + "," + url));
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->keys().size(), 3U);
  EXPECT_EQ(codec::base64(parsed->keys()[0].reveal()), first.reveal());
  EXPECT_EQ(parsed->keys()[1].reveal(), key_bytes);
}

TEST(MasterKeys, MakesKeysThatItReadsAndNeverTheSameOne) {
  Entropy entropy;
  const auto key = MasterKeys::make(entropy);
  EXPECT_TRUE(MasterKeys::parse(key));
  EXPECT_NE(key.reveal(), MasterKeys::make(entropy).reveal());
}

TEST(MasterKeys, B101_RefusesWhatIsNo32BytesOfCanonicalBase64) {
  auto mixed = plain;
  mixed[0] = '-';
  const std::string refused[] = {
      "",
      "secret",
      codec::base64(key_bytes.substr(1)),
      codec::base64(key_bytes + "x"),
      plain + "=",
      plain + "\n",
      " " + plain,
      plain.substr(0, 42) + "p=",  // spare bits set
      mixed,
      plain + ",",
      "," + plain,
      plain + ",," + plain,
      plain + ", " + plain,
      std::string(64, 'a'),  // hex of 32 bytes
  };
  for (const auto& text : refused) EXPECT_FALSE(MasterKeys::parse(Secret(text))) << text;
}

TEST(MasterKeys, B101_RefusesKeysThatAreVisiblyNotRandom) {
  const std::string weak[] = {
      std::string(32, '\0'),
      std::string(32, '\xff'),
      std::string(31, 'a') + "b",
      "abcdefgaaaaaaaaaaaaaaaaaaaaaaaaa",  // 7 different bytes
      sequence(0, 1),
      sequence(200, -3),
      "changemechangemechangemechangeme",
      "0123456789abcdef0123456789abcdef",
      "0123456789abc0123456789abc012345",  // a pattern cut off
  };
  for (const auto& key : weak) {
    EXPECT_FALSE(MasterKeys::parse(Secret(codec::base64(key)))) << key;
    EXPECT_FALSE(MasterKeys::parse(Secret(plain + "," + codec::base64(key)))) << key;
  }
}

TEST(MasterKeys, TakesTheLeastThatIsNotRefused) {
  EXPECT_TRUE(MasterKeys::parse(Secret(codec::base64("abcdefghaaaaaaaaaaaaaaaaaaaaaaaa"))));
}

TEST(MasterKeys, SaysWhatToDoAndNeverWhatItRead) {
  for (const std::string text : {"not base64!", "c2hvcnQta2V5LXRoYXQtaXMtc2VjcmV0",
                                 "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE="}) {
    const auto parsed = MasterKeys::parse(Secret(text));
    ASSERT_FALSE(parsed);
    EXPECT_NE(parsed.error().hint.find("openssl rand -base64 32"), std::string::npos);
    EXPECT_EQ(parsed.error().message.find(text), std::string::npos);
    EXPECT_EQ(parsed.error().message.find("short-key"), std::string::npos);
  }
}

}  // namespace
}  // namespace chancery::crypto
