// What has been verified is remembered, in a bounded place.

#include "adapters/crypto/verified_tokens.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "adapters/crypto/digest.hpp"

namespace chancery::crypto {
namespace {

TEST(VerifiedTokens, KnowWhatTheyLearntAndNothingElse) {
  VerifiedTokens tokens;
  const auto one = sha256("one");
  EXPECT_FALSE(tokens.knows(one));
  tokens.learn(one);
  EXPECT_TRUE(tokens.knows(one));
  for (std::size_t i = 0; i < one.size(); ++i) {
    auto other = one;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(tokens.knows(other)) << "byte " << i;
  }
}

TEST(VerifiedTokens, HaveRoomForFourInASetAndForgetTheOldest) {
  VerifiedTokens tokens(1);
  for (const auto* token : {"1", "2", "3", "4"}) tokens.learn(sha256(token));
  for (const auto* token : {"1", "2", "3", "4"}) EXPECT_TRUE(tokens.knows(sha256(token))) << token;
  tokens.learn(sha256("5"));
  EXPECT_FALSE(tokens.knows(sha256("1")));
  for (const auto* token : {"2", "3", "4", "5"}) EXPECT_TRUE(tokens.knows(sha256(token))) << token;
}

TEST(VerifiedTokens, KnowNothingThatIsNoDigest) {
  VerifiedTokens tokens;
  EXPECT_THROW((void)tokens.knows(""), std::logic_error);
  EXPECT_THROW(tokens.learn("one"), std::logic_error);
  EXPECT_FALSE(tokens.knows(sha256("")));
  EXPECT_THROW(VerifiedTokens(3), std::logic_error);
}

}  // namespace
}  // namespace chancery::crypto
