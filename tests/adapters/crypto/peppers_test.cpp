#include "adapters/crypto/peppers.hpp"

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"
#include "domain/codec/hex.hpp"

namespace chancery::crypto {
namespace {

const std::string salt = "q83vASNFZ4mrze8BI0Vnibz+/4n6zdBhRkJVsyJZ1Po=";
const std::string mustard = "MDCx9oI5Wl2bJ0uTzQ8nVhX4Yr1sK7eGm6dLpCfAwHs=";

Peppers parsed(const std::string& setting) { return Peppers::parse(Secret(setting)).value(); }

TEST(Peppers, TheFirstOneIsForNewHashesUnlessItIsEmpty) {
  EXPECT_EQ(Peppers().first(), nullptr);
  const auto both = parsed(salt + "," + mustard);
  ASSERT_NE(both.first(), nullptr);
  EXPECT_EQ(codec::base64(both.first()->key.reveal()), salt);
  EXPECT_EQ(parsed("," + salt).first(), nullptr);
}

TEST(Peppers, AreFoundByAnIdThatTheyAlwaysHave) {
  const auto id = parsed(salt).first()->id;
  EXPECT_EQ(id.size(), 8U);
  EXPECT_NE(parsed(mustard).first()->id, id);
  for (const auto& setting : {salt, "," + salt, mustard + "," + salt}) {
    const auto peppers = parsed(setting);
    const auto* found = peppers.find(id);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(codec::base64(found->key.reveal()), salt);
  }
  EXPECT_EQ(parsed(mustard).find(id), nullptr);
  EXPECT_EQ(parsed(mustard).find(""), nullptr);
}

TEST(Peppers, B101_RefuseWhatIsNoRandomKey) {
  for (const auto& setting :
       {std::string(), std::string(","), std::string("pepper"), salt + ",", salt + ",," + mustard,
        ",," + salt, salt + " ", codec::base64(std::string(32, 'a'))}) {
    const auto peppers = Peppers::parse(Secret(setting));
    ASSERT_FALSE(peppers) << setting;
    EXPECT_NE(peppers.error().hint.find("openssl rand -base64 32"), std::string::npos);
  }
}

// RFC 4231 §4.3: a key of another length, but the same function.
TEST(Peppered, IsAnHmacOfThePassword) {
  const Pepper pepper{"", Secret("Jefe")};
  EXPECT_EQ(codec::hex(peppered(Secret("what do ya want for nothing?"), pepper).reveal()),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(ReadPeppered, TakesApartWhatWasPutTogether) {
  const PepperedHash plain{"", "$argon2id$x"};
  const PepperedHash seasoned{"aB3-_xYz", "$argon2id$x"};
  EXPECT_EQ(write_peppered(plain), "$argon2id$x");
  EXPECT_EQ(write_peppered(seasoned), "$peppered$aB3-_xYz$argon2id$x");
  EXPECT_EQ(read_peppered("$argon2id$x"), plain);
  EXPECT_EQ(read_peppered("$peppered$aB3-_xYz$argon2id$x"), seasoned);
}

TEST(ReadPeppered, TakesEveryOtherTextForAHashOfItsOwn) {
  for (const auto* text : {"", "$peppered$", "$peppered$aB3-_xYz", "$peppered$short$argon2id$x",
                           "$peppered$far too long$argon2id$x", "peppered$aB3-_xYz$argon2id$x",
                           "$PEPPERED$aB3-_xYz$argon2id$x"}) {
    EXPECT_EQ(read_peppered(text), (PepperedHash{"", text})) << text;
  }
}

}  // namespace
}  // namespace chancery::crypto
