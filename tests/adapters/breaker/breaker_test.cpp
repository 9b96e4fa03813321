// What the breaker makes of the calls that go through it.

#include "adapters/breaker/breaker.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace chancery::breaker {
namespace {

using namespace std::chrono_literals;

class BreakerTest : public testing::Test {
 protected:
  Breaker::World world() {
    return {.now = [this] { return now; },
            .chance = [this] { return chance; },
            .sleep = [this](Breaker::Span span) { slept.push_back(span); }};
  }

  [[noreturn]] int fail() {
    ++calls;
    throw Unavailable("away");
  }
  void open() {
    for (int i = 0; i < 5; ++i) EXPECT_THROW(breaker.write([&] { return fail(); }), Unavailable);
    ASSERT_EQ(breaker.vitals().state, State::open);
    calls = 0;
  }

  Breaker::TimePoint now{1h};
  double chance = 0;
  std::vector<Breaker::Span> slept;
  int calls = 0;
  Breaker breaker{{}, world()};
};

TEST_F(BreakerTest, GivesWhatTheCallGives) {
  EXPECT_EQ(breaker.read([] { return 7; }), 7);
  EXPECT_EQ(breaker.write([] { return std::string("eight"); }), "eight");
  breaker.write([&] { ++calls; });
  EXPECT_EQ(calls, 1);
}

TEST_F(BreakerTest, AnOpenOneAsksNobodyAndSaysWhenToComeBack) {
  open();
  try {
    breaker.read([&] { return ++calls; });
    FAIL();
  } catch (const Unavailable& refused) {
    EXPECT_EQ(refused.retry_after(), 1s);
  }
  EXPECT_THROW(breaker.write([&] { ++calls; }), Unavailable);
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(breaker.vitals().rejected_total, 2U);
  EXPECT_EQ(breaker.vitals().opened_total, 1U);
}

TEST_F(BreakerTest, TheRestOfALongPauseIsRoundedUp) {
  Breaker slow({.circuit = {.failures = 1, .first_pause = 30s, .longest_pause = 30s}}, world());
  EXPECT_THROW(slow.write([&] { return fail(); }), Unavailable);
  now += 1ms;
  try {
    slow.write([] {});
    FAIL();
  } catch (const Unavailable& refused) {
    EXPECT_EQ(refused.retry_after(), 30s);
  }
}

TEST_F(BreakerTest, OneProbeClosesIt) {
  open();
  now += 1s;
  breaker.write([&] {
    EXPECT_EQ(breaker.vitals().state, State::half_open);
    EXPECT_THROW(breaker.write([&] { ++calls; }), Unavailable) << "the probe is out already";
  });
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(breaker.vitals().state, State::closed);
}

TEST_F(BreakerTest, AProbeThatFailsOpensItAgain) {
  open();
  now += 1s;
  EXPECT_THROW(breaker.write([&] { return fail(); }), Unavailable);
  EXPECT_EQ(breaker.vitals().state, State::open);
  EXPECT_EQ(breaker.vitals().opened_total, 2U);
}

TEST_F(BreakerTest, WhoIsOnlyBusyIsNotAway) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_THROW(breaker.read([&]() -> int {
      ++calls;
      throw Busy("every session is in use");
    }),
                 Busy);
  }
  EXPECT_EQ(calls, 20) << "and waiting for it again would make it busier";
  EXPECT_EQ(breaker.vitals().state, State::closed);
}

TEST_F(BreakerTest, AProbeThatEndsInAnotherExceptionLeavesItsPlace) {
  open();
  now += 1s;
  EXPECT_THROW(breaker.write([] { throw std::invalid_argument("not UTF-8"); }),
               std::invalid_argument);
  EXPECT_EQ(breaker.vitals().state, State::half_open);
  EXPECT_EQ(breaker.write([] { return 1; }), 1);
  EXPECT_EQ(breaker.vitals().state, State::closed);
}

TEST_F(BreakerTest, AnAnswerPastTheDeadlineIsGivenAndCountsAsAFailure) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(breaker.write([&] {
      now += 3001ms;
      return 4;
    }),
              4);
  }
  EXPECT_EQ(breaker.vitals().state, State::open);
}

TEST_F(BreakerTest, AnAnswerAtTheDeadlineIsInTime) {
  for (int i = 0; i < 20; ++i) breaker.write([&] { now += 3000ms; });
  EXPECT_EQ(breaker.vitals().state, State::closed);
}

TEST_F(BreakerTest, AReadThatFailsAtOnceIsMadeOnceMoreAfterAPause) {
  chance = 0.5;
  EXPECT_EQ(breaker.read([&] { return ++calls == 1 ? throw Unavailable("away") : calls; }), 2);
  EXPECT_EQ(slept, std::vector<Breaker::Span>{15ms});
  EXPECT_EQ(breaker.vitals().retried_total, 1U);
}

TEST_F(BreakerTest, AReadIsNotMadeAThirdTime) {
  EXPECT_THROW(breaker.read([&] { return fail(); }), Unavailable);
  EXPECT_EQ(calls, 2);
}

TEST_F(BreakerTest, AReadThatFailedSlowlyIsNotRepeated) {
  EXPECT_THROW(breaker.read([&] {
    now += 501ms;
    return fail();
  }),
               Unavailable);
  EXPECT_EQ(calls, 1);
  EXPECT_TRUE(slept.empty());
}

TEST_F(BreakerTest, B39_AWriteIsNeverRepeated) {
  EXPECT_THROW(breaker.write([&] { return fail(); }), Unavailable);
  EXPECT_EQ(calls, 1);
  EXPECT_TRUE(slept.empty());
}

TEST_F(BreakerTest, AnOutageIsFromTheFirstCallThatFailedToTheFirstAnswer) {
  const auto early = now;
  breaker.write([] {});
  now += 1min;
  const auto began = now;
  EXPECT_THROW(breaker.write([&] {
    now += 3s;
    fail();
  }),
               Unavailable);
  now += 20s;
  EXPECT_THROW(breaker.write([&] { return fail(); }), Unavailable);
  EXPECT_EQ(breaker.lost_since(early), 0s) << "it is not over";
  now += 20s;
  breaker.write([&] { now += 1s; });
  EXPECT_EQ(breaker.lost_since(early), 44s);
  EXPECT_EQ(breaker.lost_since(began), 44s);
  EXPECT_EQ(breaker.lost_since(began + 40s), 4s);
  EXPECT_EQ(breaker.lost_since(now), 0s);
}

TEST_F(BreakerTest, SeveralOutagesAddUpAndTheTimeBetweenThemDoesNot) {
  const auto start = now;
  const auto fall_for = [&](Breaker::Span span) {
    EXPECT_THROW(breaker.write([&] { return fail(); }), Unavailable);
    now += span;
    breaker.write([] {});
  };
  fall_for(5s);
  now += 1min;
  fall_for(7s);
  EXPECT_EQ(breaker.lost_since(start), 12s);
  now += OutageRecord::memory;
  fall_for(1s);
  EXPECT_EQ(breaker.lost_since(start), 1s) << "the others are too long ago";
}

// A call that hangs while others are answered is no time in which nobody could ask.
TEST_F(BreakerTest, WhatFailsWhileOthersAreServedIsNoOutage) {
  const auto start = now;
  for (int i = 0; i < 4; ++i) {
    EXPECT_THROW(breaker.write([&] {
      now += 2s;
      breaker.write([] {});
      now += 1ms;
      fail();
    }),
                 Unavailable);
    now += 1ms;
    breaker.write([] {});
    now += 8s;
  }
  EXPECT_EQ(breaker.lost_since(start), 8ms);
}

TEST_F(BreakerTest, OfManyShortOutagesTheShortestAreForgotten) {
  const auto start = now;
  for (int i = 0; i <= static_cast<int>(OutageRecord::capacity); ++i) {
    EXPECT_THROW(breaker.write([&] { return fail(); }), Unavailable);
    now += i == 3 ? 1ms : 1s;
    breaker.write([] {});
  }
  EXPECT_EQ(breaker.lost_since(start), std::chrono::seconds(OutageRecord::capacity));
}

TEST_F(BreakerTest, OneExceptionThatManyGetIsOneFailure) {
  const auto lost = std::make_exception_ptr(Unavailable("the connection was lost"));
  for (int i = 0; i < 20; ++i) {
    EXPECT_THROW(breaker.write([&] { std::rethrow_exception(lost); }), Unavailable);
  }
  EXPECT_EQ(breaker.vitals().state, State::closed);
  int reads = 0;
  breaker.read([&] {
    if (++reads == 1) std::rethrow_exception(lost);
  });
  EXPECT_EQ(reads, 2) << "and a read is made once more";
}

TEST_F(BreakerTest, ACircuitThatNeverOpensHasNoOutages) {
  Breaker always({.circuit = {.failures = 0}}, world());
  for (int i = 0; i < 20; ++i) {
    EXPECT_THROW(always.write([&] { return fail(); }), Unavailable);
  }
  always.write([] {});
  EXPECT_EQ(always.lost_since({}), 0s);
}

TEST(BreakerThreads, OfManyWhoComeWhenThePauseIsOverOneAsks) {
  constexpr int callers = 16;
  std::atomic<bool> away = true;
  std::atomic<int> asked = 0;
  std::atomic<int> refused = 0;
  Breaker breaker({.circuit = {.failures = 1, .first_pause = 0ms, .longest_pause = 0ms}});
  EXPECT_THROW(breaker.write([] { throw Unavailable("away"); }), Unavailable);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < callers; ++i) {
      threads.emplace_back([&] {
        try {
          breaker.write([&] {
            ++asked;
            while (away) std::this_thread::yield();
          });
        } catch (const Unavailable&) {
          if (++refused == callers - 1) away = false;
        }
      });
    }
  }
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(refused, callers - 1);
  EXPECT_EQ(breaker.vitals().state, State::closed);
}

}  // namespace
}  // namespace chancery::breaker
