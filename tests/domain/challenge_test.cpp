// What a user carries who is to prove something.

#include "domain/challenge.hpp"

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;

const Instant noon{1'700'000'000s};

Challenge challenge() {
  return {.purpose = Challenge::Purpose::manage,
          .user = UserId("u1"),
          .user_epoch = 41,
          .proved = {"pwd", ""},
          .authenticated_at = noon - 60s,
          .session = BrowserSessionId("s1"),
          .made_at = noon,
          .nonce = codec::base64url(std::string(16, '\1')),
          .key = "key;5:x",
          .terms = "1:1"};
}

TEST(Challenge, IsReadAsItWasWritten) {
  EXPECT_EQ(read_challenge(write_challenge(challenge())), challenge());
  EXPECT_EQ(read_challenge(write_challenge({})), Challenge{});
  using enum Challenge::Purpose;
  for (const auto purpose : {sign_in, manage, proved, enrol_totp, enrol_passkey}) {
    EXPECT_EQ(read_challenge(write_challenge({.purpose = purpose})), Challenge{.purpose = purpose});
  }
}

TEST(Challenge, OtherTextsAreNone) {
  const auto text = write_challenge(challenge());
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto cut = read_challenge(text.substr(0, length));
    // What is cut off behind a method is a challenge of fewer methods: the seal sees to that.
    if (!cut) continue;
    EXPECT_EQ(write_challenge(*cut), text.substr(0, length));
  }
  for (const auto* wrong : {"", "7:another", "07:sign_in", "7:sign_in0:x;0;0:0;0:0:"}) {
    EXPECT_FALSE(read_challenge(wrong)) << wrong;
  }
}

TEST(Challenge, CountsForTenMinutesHalfOpen) {
  EXPECT_TRUE(is_current(challenge(), noon));
  EXPECT_TRUE(is_current(challenge(), noon + 10min - 1s));
  EXPECT_FALSE(is_current(challenge(), noon + 10min));
  EXPECT_TRUE(is_current(challenge(), noon - 10s));
  EXPECT_FALSE(is_current(challenge(), noon - 11s));
}

TEST(Challenge, ALaterOneIsNewerWhateverItsNonce) {
  auto earlier = challenge();
  earlier.nonce = codec::base64url(std::string(16, '\xff'));
  auto later = challenge();
  later.made_at = noon + 1s;
  later.nonce = codec::base64url(std::string(16, '\0'));
  EXPECT_LT(order_of(earlier), order_of(later));
  auto twin = challenge();
  twin.nonce = codec::base64url(std::string(16, '\2'));
  EXPECT_NE(order_of(challenge()), order_of(twin));
  EXPECT_GT(order_of(challenge()), 0);
}

}  // namespace
}  // namespace chancery
