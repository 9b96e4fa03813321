// How failures slow whoever goes on trying.

#include "domain/throttle.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using namespace std::chrono_literals;

constexpr Instant noon{std::chrono::seconds(1'700'000'000)};
constexpr Throttle throttle{
    .free_failures = 3, .forgiveness = 600s, .first_wait = 2s, .longest_wait = 9s};

AttemptTally after(std::uint32_t failures, const Throttle& of = throttle, Instant at = noon) {
  AttemptTally tally;
  for (std::uint32_t i = 0; i < failures; ++i) tally = counted(tally, of, at);
  return tally;
}

TEST(WaitAfter, DoublesFromTheFirstWaitToTheLongest) {
  const struct {
    std::uint32_t failures;
    Lifetime wait;
  } rows[] = {{0, 0s}, {1, 0s}, {2, 0s}, {3, 2s}, {4, 4s}, {5, 8s}, {6, 9s}, {7, 9s}, {~0U, 9s}};
  for (const auto& row : rows) {
    EXPECT_EQ(wait_after(row.failures, throttle), row.wait) << row.failures;
  }
}

TEST(WaitAfter, B81_OfAnAccountIsOneSecondAfterFiveAndNeverMoreThanAQuarterOfAnHour) {
  const struct {
    std::uint32_t failures;
    Lifetime wait;
  } rows[] = {{4, 0s}, {5, 1s}, {6, 2s}, {14, 512s}, {15, 15min}, {16, 15min}, {10'000, 15min}};
  for (const auto& row : rows) {
    EXPECT_EQ(wait_after(row.failures, account_throttle), row.wait) << row.failures;
  }
  EXPECT_EQ(wait_after(49, network_throttle), 0s);
  EXPECT_EQ(wait_after(50, network_throttle), 1s);
}

TEST(MostFailures, IsWhereTheWaitStopsGrowing) {
  for (const auto& of : {throttle, account_throttle, network_throttle}) {
    const auto most = most_failures(of);
    EXPECT_EQ(wait_after(most, of), of.longest_wait);
    EXPECT_LT(wait_after(most - 1, of), of.longest_wait);
  }
}

TEST(Tally, CountsOneAfterTheOther) {
  EXPECT_EQ(failures({}, throttle, noon), 0U);
  for (std::uint32_t count = 1; count <= 6; ++count) {
    EXPECT_EQ(failures(after(count), throttle, noon), count);
  }
  EXPECT_EQ(failures(after(100), throttle, noon), most_failures(throttle));
  EXPECT_EQ(after(7).forgiven_at, after(6).forgiven_at) << "more make no difference";
}

TEST(Tally, ForgivesOneFailureAtATime) {
  const auto tally = after(3);
  const struct {
    Lifetime later;
    std::uint32_t left;
  } rows[] = {{0s, 3}, {599s, 3}, {600s, 2}, {1199s, 2}, {1200s, 1}, {1799s, 1}, {1800s, 0}};
  for (const auto& row : rows) {
    EXPECT_EQ(failures(tally, throttle, noon + row.later), row.left) << row.later.count();
  }
  EXPECT_EQ(failures(counted(tally, throttle, noon + 1000s), throttle, noon + 1000s), 3U);
}

TEST(Hold, LastsForTheWaitHalfOpen) {
  EXPECT_EQ(hold(after(2), throttle, noon), std::nullopt);
  EXPECT_EQ(hold(after(3), throttle, noon), 2s);
  EXPECT_EQ(hold(after(3), throttle, noon + 1s), 1s);
  EXPECT_EQ(hold(after(3), throttle, noon + 2s), std::nullopt);
  EXPECT_EQ(hold(after(9), throttle, noon), 9s);
}

TEST(Hold, B102_OfAClockThatWasWrongCountsForNothing) {
  const auto tally = after(9);
  EXPECT_EQ(hold(tally, throttle, noon - 10min), 9s + 10min) << "as clocks of nodes may differ";
  EXPECT_EQ(hold(tally, throttle, noon - 10min - 1s), std::nullopt);
  const auto early = counted(tally, throttle, noon - 1h);
  EXPECT_EQ(early.held_until, noon - 1h + 9s);
  EXPECT_EQ(failures(early, throttle, noon - 1h), most_failures(throttle));
}

TEST(GivenBack, IsAsIfItHadNeverBeen) {
  for (std::uint32_t count = 1; count < 6; ++count) {
    const auto before = after(count - 1);
    const auto own = counted(before, throttle, noon);
    const auto back = given_back(own, own, throttle);
    EXPECT_EQ(failures(back, throttle, noon), count - 1);
    EXPECT_EQ(hold(back, throttle, noon), std::nullopt) << "a wait of its own ends";
  }
}

TEST(GivenBack, LeavesWhatOthersDid) {
  const auto own = after(2);
  const auto others = counted(own, throttle, noon);
  const auto back = given_back(others, own, throttle);
  EXPECT_EQ(failures(back, throttle, noon), 2U);
  EXPECT_EQ(back.held_until, others.held_until) << "their wait goes on";
}

TEST(GivenBack, TakesNothingFromWhatIsForgotten) {
  EXPECT_EQ(given_back({}, after(3), throttle), AttemptTally{});
}

TEST(EndOfTrust, IsTheEndOfADaySoThatASecondSuccessChangesNothing) {
  const Instant midnight = std::chrono::sys_days(std::chrono::days(20'000));
  EXPECT_EQ(end_of_trust(midnight, 24h), midnight + 24h);
  EXPECT_EQ(end_of_trust(midnight + 1s, 24h), midnight + 48h);
  EXPECT_EQ(end_of_trust(midnight + 24h, 24h), midnight + 48h);
}

TEST(Tidied, IsWithoutWhatIsOver) {
  const AttemptTally tally{
      .forgiven_at = noon + 1s, .held_until = noon + 2s, .trusted_until = noon + 3s};
  EXPECT_EQ(tidied(tally, noon), tally);
  EXPECT_EQ(tidied(tally, noon + 1s),
            (AttemptTally{.held_until = noon + 2s, .trusted_until = noon + 3s}));
  EXPECT_EQ(tidied(tally, noon + 2s), AttemptTally{.trusted_until = noon + 3s});
  EXPECT_EQ(tidied(tally, noon + 3s), AttemptTally{});
  EXPECT_EQ(expires_at(tally), noon + 3s);
  EXPECT_EQ(expires_at({.forgiven_at = noon}), noon);
  EXPECT_EQ(expires_at({.held_until = noon}), noon);
}

TEST(ScopesToCount, AreTheAccountAndTheNetworkUnlessTheAccountKnowsWhoTries) {
  using enum AttemptScope;
  using Scopes = std::vector<AttemptScope>;
  const AttemptTally known{.trusted_until = noon + 1s};
  const AttemptTally forgotten{.trusted_until = noon};
  EXPECT_EQ(scopes_to_count({}, {}, noon), (Scopes{account, network}));
  EXPECT_EQ(scopes_to_count(forgotten, forgotten, noon), (Scopes{account, network}));
  EXPECT_EQ(scopes_to_count({}, known, noon), Scopes{place});
  EXPECT_EQ(scopes_to_count(known, {}, noon), Scopes{device});
  EXPECT_EQ(scopes_to_count(known, known, noon), Scopes{device});
}

}  // namespace
}  // namespace chancery
