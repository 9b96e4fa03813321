// Housekeeping of several nodes: one at a time, with room for clocks that differ.

#include "app/usecases/keep_house.hpp"

#include <gtest/gtest.h>

#include "adapters/memory/housekeeping.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class KeepHouseTest : public testing::Test, protected World {
 protected:
  memory::Housekeeping records{database};
  KeepHouse house{{records, entropy, clock}, 30 * 24h};
  KeepHouse other_node{{records, entropy, clock}, 30 * 24h};

  std::size_t logins() const { return database.snapshot().families.size(); }
  void revoke_a_token() {
    const auto tokens = log_in(Scopes{"orders"}).value();
    ASSERT_TRUE(revoke_token.revoke(app, tokens.access_token, context));
  }
};

TEST_F(KeepHouseTest, WhatIsOverGoesOnceItIsOverForEveryClock) {
  log_in().value();
  clock.at += 30 * 24h + 10min - 1s;
  EXPECT_EQ(house.backlog(), Backlog{});
  EXPECT_EQ(house.sweep(10), Swept{});
  clock.at += 1s;
  EXPECT_EQ(house.backlog().waiting, 1U);
  EXPECT_EQ(house.sweep(10), (Swept{.removed = 1}));
  EXPECT_EQ(logins(), 0U);
}

TEST_F(KeepHouseTest, B73_ARevocationOutlivesItsTokenByTheDifferenceOfClocks) {
  revoke_a_token();
  clock.at += 600s + 10min - 1s;
  house.sweep(10);
  EXPECT_EQ(database.snapshot().revoked_tokens.size(), 1U);
  clock.at += 1s;
  house.sweep(10);
  EXPECT_EQ(database.snapshot().revoked_tokens.size(), 0U);
}

TEST_F(KeepHouseTest, OneNodeSweepsForAllUntilItIsGone) {
  log_in().value();
  clock.at += 31 * 24h;
  house.sweep(0);
  EXPECT_EQ(other_node.sweep(10), Swept{});
  EXPECT_EQ(logins(), 1U);
  EXPECT_EQ(other_node.backlog().waiting, 1U) << "anybody may look";
  clock.at += 5min - 1s;
  EXPECT_EQ(other_node.sweep(10), Swept{});
  clock.at += 1s;
  EXPECT_EQ(other_node.sweep(10).removed, 1U);
}

TEST_F(KeepHouseTest, AClockThatJumpedAheadSweepsNothing) {
  log_in().value();
  house.sweep(10);
  const auto right = clock.at;
  clock.at += 40 * 24h;
  for (auto* node : {&house, &other_node}) EXPECT_EQ(node->sweep(10), Swept{});
  clock.at += 59min;
  for (auto* node : {&house, &other_node}) EXPECT_EQ(node->sweep(10), Swept{});
  clock.at = right + 1min;
  house.sweep(10);
  EXPECT_EQ(logins(), 1U);
}

TEST_F(KeepHouseTest, AClockThatGoesOnForAnHourIsBelieved) {
  log_in().value();
  house.sweep(10);
  clock.at += 31 * 24h;
  EXPECT_EQ(house.sweep(10), Swept{}) << "perhaps nobody was there for a month, perhaps not";
  clock.at += 1h - 1s;
  EXPECT_EQ(house.sweep(10), Swept{});
  clock.at += 1s;
  EXPECT_EQ(house.sweep(10).removed, 1U);
}

TEST_F(KeepHouseTest, AClockThatWasAheadForLongHoldsNobodyUp) {
  house.sweep(10);
  clock.at += 40 * 24h;
  house.sweep(10);
  clock.at += 1h;
  house.sweep(10);
  clock.at -= 39 * 24h;
  log_in().value();
  clock.at += 31 * 24h;
  EXPECT_EQ(other_node.sweep(10).removed, 1U);
}

TEST_F(KeepHouseTest, WhoSweepsEveryMinuteKeepsTheHouse) {
  for (int minute = 0; minute < 30; ++minute) {
    const auto drawn = entropy.drawn;
    house.sweep(10);
    EXPECT_EQ(entropy.drawn, minute == 0 ? drawn + 1 : drawn) << "a node keeps its name";
    log_in().value();
    clock.at += 60s;
    EXPECT_EQ(other_node.sweep(10), Swept{}) << minute;
  }
  EXPECT_EQ(logins(), 30U);
}

}  // namespace
}  // namespace chancery::test
