// When a circuit lets a call through, as a table of what happens to it.

#include "adapters/breaker/circuit.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chancery::breaker {
namespace {

using namespace std::chrono_literals;
using enum State;

constexpr Circuit::Policy policy{
    .failures = 3, .window = 10s, .first_pause = 400ms, .longest_pause = 1000ms};

enum class Does {
  fails,         ///< asks, passes, and its call fails
  succeeds,      ///< asks, passes, and its call succeeds
  gives_up,      ///< asks, passes, and its call says nothing
  is_refused,    ///< asks, and does not pass
  passes,        ///< asks, passes, and its call goes on
  late_success,  ///< the call that went on the longest succeeds
  late_failure,  ///< the call that went on the longest fails
};
using enum Does;

struct Event {
  std::chrono::milliseconds at;
  Does what;
  State then;
};

struct Story {
  const char* name;
  std::vector<Event> events;
  double chance = 0;
};

const Story stories[] = {
    {"NothingIsWrong", {{0ms, succeeds, closed}, {1ms, succeeds, closed}}},
    {"FewerFailuresThanItTakes",
     {{0ms, fails, closed}, {1ms, fails, closed}, {2ms, succeeds, closed}}},
    {"EnoughInARowOpenIt",
     {{0ms, fails, closed}, {1ms, fails, closed}, {2ms, fails, open}, {2ms, is_refused, open}}},
    {"ASuccessBetweenForgetsThem",
     {{0ms, fails, closed},
      {1ms, fails, closed},
      {2ms, succeeds, closed},
      {3ms, fails, closed},
      {4ms, fails, closed},
      {5ms, fails, open}}},
    {"WhatSaysNothingIsNeither",
     {{0ms, fails, closed}, {1ms, fails, closed}, {2ms, gives_up, closed}, {3ms, fails, open}}},
    {"AFailureJustInsideTheWindowCounts",
     {{0ms, fails, closed}, {1ms, fails, closed}, {10'000ms, fails, open}}},
    {"AFailureAtTheEndOfTheWindowIsTheFirstAgain",
     {{0ms, fails, closed},
      {1ms, fails, closed},
      {10'001ms, fails, closed},
      {10'002ms, fails, closed},
      {10'003ms, fails, open}}},
    {"OneProbePassesWhenThePauseIsOver",
     {{0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {399ms, is_refused, open},
      {400ms, passes, half_open},
      {400ms, is_refused, half_open},
      {9000ms, is_refused, half_open}}},
    {"AProbeThatSucceedsClosesIt",
     {{0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {400ms, succeeds, closed},
      {401ms, succeeds, closed},
      {402ms, fails, closed}}},
    {"EachProbeThatFailsDoublesThePauseUpToTheLongest",
     {{0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {400ms, fails, open},
      {1199ms, is_refused, open},
      {1200ms, fails, open},
      {2199ms, is_refused, open},
      {2200ms, fails, open},
      {3199ms, is_refused, open},
      {3200ms, succeeds, closed}}},
    {"AfterASuccessThePauseIsShortAgain",
     {{0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {400ms, fails, open},
      {1200ms, succeeds, closed},
      {1200ms, fails, closed},
      {1200ms, fails, closed},
      {1200ms, fails, open},
      {1599ms, is_refused, open},
      {1600ms, succeeds, closed}}},
    {"ThePauseCountsFromTheProbesEnd",
     {{0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {400ms, passes, half_open},
      {3400ms, late_failure, open},
      {4199ms, is_refused, open},
      {4200ms, succeeds, closed}}},
    {"AProbeThatSaysNothingLeavesItsPlaceToTheNext",
     {{0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {400ms, gives_up, half_open},
      {400ms, passes, half_open},
      {400ms, is_refused, half_open}}},
    {"ASuccessOfBeforeItOpenedSaysNothing",
     {{0ms, passes, closed},
      {0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {1ms, late_success, open},
      {1ms, is_refused, open}}},
    {"AFailureOfBeforeItOpenedDoesNotEndTheProbe",
     {{0ms, passes, closed},
      {0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {400ms, passes, half_open},
      {401ms, late_failure, half_open},
      {401ms, is_refused, half_open}}},
    {"AFailureOfBeforeItOpenedDoesNotCountAfterItClosed",
     {{0ms, passes, closed},
      {0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {400ms, succeeds, closed},
      {401ms, fails, closed},
      {401ms, fails, closed},
      {402ms, late_failure, closed},
      {403ms, fails, open}}},
    {"ChanceShortensAPauseByUpToHalf",
     {{0ms, fails, closed},
      {0ms, fails, closed},
      {0ms, fails, open},
      {199ms, is_refused, open},
      {200ms, succeeds, closed}},
     1},
};

class CircuitTest : public testing::TestWithParam<Story> {};

TEST_P(CircuitTest, GoesAsTold) {
  Circuit circuit(policy);
  std::vector<Circuit::Pass> going_on;
  int number = 0;
  for (const auto& event : GetParam().events) {
    SCOPED_TRACE("event " + std::to_string(++number));
    const Circuit::TimePoint now{event.at};
    if (event.what == late_success || event.what == late_failure) {
      const auto pass = going_on.front();
      going_on.erase(going_on.begin());
      event.what == late_success ? circuit.succeeded(pass)
                                 : circuit.failed(pass, now, GetParam().chance);
    } else {
      const auto pass = circuit.ask(now);
      ASSERT_EQ(pass.has_value(), event.what != is_refused);
      if (event.what == fails) circuit.failed(*pass, now, GetParam().chance);
      if (event.what == succeeds) circuit.succeeded(*pass);
      if (event.what == gives_up) circuit.gave_up(*pass);
      if (event.what == passes) going_on.push_back(*pass);
    }
    EXPECT_EQ(circuit.state(), event.then);
  }
}

INSTANTIATE_TEST_SUITE_P(, CircuitTest, testing::ValuesIn(stories),
                         [](const auto& story) { return story.param.name; });

TEST(CircuitPolicy, WithoutANumberOfFailuresNothingOpensIt) {
  Circuit circuit({.failures = 0});
  for (int i = 0; i < 100; ++i) {
    circuit.failed(circuit.ask({}).value(), {}, 0);
    ASSERT_TRUE(circuit.is_untroubled());
  }
}

TEST(CircuitPolicy, IsUntroubledOnlyWhileClosedAndWithoutFailure) {
  Circuit circuit(policy);
  EXPECT_TRUE(circuit.is_untroubled());
  circuit.failed(circuit.ask({}).value(), {}, 0);
  EXPECT_FALSE(circuit.is_untroubled());
  circuit.succeeded(circuit.ask({}).value());
  EXPECT_TRUE(circuit.is_untroubled());
}

// The defaults have to let a database be found again within two seconds of its return.
TEST(CircuitPolicy, NeverStaysOpenForLongerThanASecond) {
  EXPECT_LE(Circuit::Policy{}.longest_pause, 1s);
  EXPECT_LE(Circuit::Policy{}.first_pause, Circuit::Policy{}.longest_pause);
}

}  // namespace
}  // namespace chancery::breaker
