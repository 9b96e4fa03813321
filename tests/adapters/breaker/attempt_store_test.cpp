// Attempts through their breaker: what is read is asked for once more, what is counted never.

#include "adapters/breaker/attempt_store.hpp"

#include <gtest/gtest.h>

#include <trompeloeil.hpp>

namespace chancery::breaker {
namespace {

using namespace std::chrono_literals;
using trompeloeil::_;

struct MockAttempts final : outbound::AttemptStore {
  MAKE_MOCK1(find, std::vector<AttemptTally>(const std::vector<AttemptKey>&), override);
  MAKE_MOCK3(replace, bool(const AttemptKey&, const AttemptTally&, const AttemptTally&), override);
};

class BreakerAttempts : public testing::Test {
 protected:
  Breaker::TimePoint now{1h};
  Breaker breaker{
      {}, {.now = [this] { return now; }, .chance = [] { return 0.0; }, .sleep = [](auto) {}}};
  MockAttempts attempts;
  AttemptStore guarded{attempts, breaker};
  const AttemptKey key{"k"};
  const AttemptTally tally{.forgiven_at = Instant(1s)};
};

TEST_F(BreakerAttempts, GivesWhatTheStoreGives) {
  REQUIRE_CALL(attempts, find(std::vector{key})).RETURN(std::vector{tally});
  EXPECT_EQ(guarded.find({key}), std::vector{tally});
  REQUIRE_CALL(attempts, replace(key, AttemptTally{}, tally)).RETURN(true);
  EXPECT_TRUE(guarded.replace(key, {}, tally));
}

TEST_F(BreakerAttempts, B39_B81_AsksAgainForWhatItReadsAndNeverCountsTwice) {
  REQUIRE_CALL(attempts, find(_)).TIMES(2).THROW(Unavailable("away"));
  EXPECT_THROW(std::ignore = guarded.find({key}), Unavailable);
  REQUIRE_CALL(attempts, replace(_, _, _)).THROW(Unavailable("away"));
  EXPECT_THROW(std::ignore = guarded.replace(key, {}, tally), Unavailable);
}

TEST_F(BreakerAttempts, AsksNobodyWhileOpen) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_THROW(breaker.write([] { throw Unavailable("away"); }), Unavailable);
  }
  FORBID_CALL(attempts, find(_));
  FORBID_CALL(attempts, replace(_, _, _));
  EXPECT_THROW(std::ignore = guarded.find({key}), Unavailable);
  EXPECT_THROW(std::ignore = guarded.replace(key, {}, tally), Unavailable);
}

}  // namespace
}  // namespace chancery::breaker
