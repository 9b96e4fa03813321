// Requests that are sent again are answered once.

#include <gtest/gtest.h>

#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

struct BrokenStore final : outbound::IdempotencyStore {
  IdempotencyOutcome begin(const Begin&) override { throw Unavailable("down"); }
  void finish(const IdempotencyAttempt&, const std::string&) override { throw Unavailable("down"); }
  void abandon(const IdempotencyAttempt&) override { throw Unavailable("down"); }
};

class AnswerOnceTest : public testing::Test, protected World {
 protected:
  IdempotencyOutcome ask(inbound::RepeatableRequest asked) { return answer_once.begin(asked); }
  /// Asks for the first time and is told so.
  IdempotencyAttempt begin(const inbound::RepeatableRequest& asked) {
    const auto outcome = answer_once.begin(asked);
    EXPECT_TRUE(std::holds_alternative<FirstTime>(outcome));
    return std::get<FirstTime>(outcome).attempt;
  }

  const inbound::RepeatableRequest request{"user u1", "POST /users", "key-0001", "the body"};
  const IdempotencyOutcome running = StillRunning{};
  const IdempotencyOutcome other_body = OtherBody{};
  const IdempotencyOutcome answered = AnsweredBefore{"the answer"};
};

TEST_F(AnswerOnceTest, TheSameRequestGetsTheSameAnswerForADay) {
  const auto attempt = begin(request);
  EXPECT_EQ(ask(request), running);
  answer_once.keep(attempt, "the answer");
  EXPECT_EQ(ask(request), answered);
  clock.at += idempotency_lifetime - 1s;
  EXPECT_EQ(ask(request), answered);
  clock.at += 1s;
  begin(request);
}

TEST_F(AnswerOnceTest, AKeyBelongsToItsCallerAndRoute) {
  begin(request);
  begin({"user u2", "POST /users", "key-0001", "the body"});
  begin({"user u1", "POST /other", "key-0001", "the body"});
  begin({"user u1", "POST /users", "key-0002", "the body"});
  // No two of them run together into one.
  begin({"user u1POST", " /users", "key-0001", "the body"});
  begin({"user u1", "POST /userskey-", "0001", "the body"});
}

TEST_F(AnswerOnceTest, AnotherBodyIsTold) {
  answer_once.keep(begin(request), "the answer");
  auto other = request;
  other.body = "the Body";
  EXPECT_EQ(ask(other), other_body);
  EXPECT_EQ(ask(request), answered);
}

TEST_F(AnswerOnceTest, AForgottenRunMayBeginAgain) {
  answer_once.forget(begin(request));
  begin(request);
}

TEST_F(AnswerOnceTest, AServerThatDiedIsOvertakenAfterTheLease) {
  const auto dead = begin(request);
  clock.at += idempotency_lease - 1s;
  EXPECT_EQ(ask(request), running);
  clock.at += 1s;
  const auto second = begin(request);
  answer_once.keep(dead, "from the dead");
  EXPECT_EQ(ask(request), running);
  answer_once.keep(second, "the answer");
  EXPECT_EQ(ask(request), answered);
}

TEST_F(AnswerOnceTest, ThatAnAnswerCannotBeKeptIsNoErrorOfTheWork) {
  BrokenStore broken;
  AnswerOnce once({broken, macs, entropy, clock});
  EXPECT_THROW(static_cast<void>(once.begin(request)), Unavailable);
  const IdempotencyAttempt attempt{"id", "name"};
  once.keep(attempt, "the answer");
  once.forget(attempt);
}

TEST_F(AnswerOnceTest, TheStoreLearnsNeitherKeyNorBody) {
  begin({"address 192.0.2.1", "POST /users", "key-0001", "a password"});
  for (const auto& [id, kept] : database.snapshot().idempotent_requests) {
    EXPECT_TRUE(codec::from_base64url(id).value_or("").starts_with("idempotency of "))
        << "a MAC under the key of that use";
    EXPECT_TRUE(codec::from_base64url(kept.body).value_or("").starts_with("idempotency of "));
  }
}

TEST(IdempotencyKey, Is8To128OfItsCharacters) {
  EXPECT_TRUE(is_idempotency_key("12345678"));
  EXPECT_TRUE(is_idempotency_key(std::string(128, 'a')));
  EXPECT_TRUE(is_idempotency_key("AZaz09._-"));
  for (const auto& text :
       {std::string(), std::string("1234567"), std::string(129, 'a'), std::string("with space"),
        std::string("quoted\"\""), std::string("sl/ash-00"), std::string("\xc3\xa4_umlaut")}) {
    EXPECT_FALSE(is_idempotency_key(text)) << text;
  }
}

}  // namespace
}  // namespace chancery::test
