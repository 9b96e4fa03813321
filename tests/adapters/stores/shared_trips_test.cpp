// Statements of callers who come at the same time: who goes with whom, and what becomes of the
// others when one fails.

#include "adapters/sql/postgresql/shared_trips.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <latch>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/sql/postgresql/errors.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql::postgresql {
namespace {

constexpr Statement statement("SELECT 1");

/// What each trip had with it, by key. The first one waits to be let go.
class SharedTripsTest : public testing::Test {
 protected:
  using Keys = std::vector<std::string>;

  std::vector<SharedTrips::Answer> travel(const SharedTrips::Calls& calls,
                                          SharedTrips::TimePoint began) {
    Keys keys;
    for (const auto* const call : calls) keys.emplace_back(call->key);
    {
      const std::lock_guard lock(mutex);
      made.push_back(keys);
      began_at.push_back(began);
    }
    if (keys.front() == "held") {
      is_under_way.count_down();
      go.wait();
    }
    if (std::ranges::find(keys, failing) != keys.end()) fail();
    std::vector<SharedTrips::Answer> answers;
    for (const auto& key : keys) answers.push_back({.affected = std::stoll("0" + key.substr(1))});
    return answers;
  }

  std::optional<std::int64_t> ask(const std::string& key) {
    const auto answer = trips.ask({key, statement, {}});
    return answer ? std::optional(answer->affected) : std::nullopt;
  }

  using Asked = std::future<std::optional<std::int64_t>>;
  /// Asks for all of them, each on a thread of its own, while a trip is under way.
  std::vector<Asked> ask_meanwhile(const Keys& keys) {
    auto held = std::async(std::launch::async, [this] { trips.ask({"held", statement, {}}); });
    is_under_way.wait();
    std::vector<Asked> asked;
    for (const auto& key : keys) {
      asked.push_back(std::async(std::launch::async, [this, key] { return ask(key); }));
      while (trips.waiting() < asked.size()) std::this_thread::yield();
    }
    let_go = std::chrono::steady_clock::now();
    go.count_down();
    for (auto& one : asked) one.wait();
    return asked;
  }

  std::mutex mutex;
  std::vector<Keys> made;
  std::vector<SharedTrips::TimePoint> began_at;
  SharedTrips::TimePoint let_go;
  std::latch is_under_way{1};
  std::latch go{1};
  std::string failing = "nobody";
  std::function<void()> fail;
  SharedTrips trips{1, [this](const SharedTrips::Calls& calls, SharedTrips::TimePoint began) {
                      return travel(calls, began);
                    }};
};

TEST_F(SharedTripsTest, WhoIsAloneGoesAlone) {
  EXPECT_EQ(ask("k7"), 7);
  EXPECT_EQ(made, (std::vector<Keys>{Keys{"k7"}}));
}

TEST_F(SharedTripsTest, WhoComesMeanwhileGoesTogetherInOrderOfKeysAndGetsTheAnswerToItsOwn) {
  auto asked = ask_meanwhile({"k3", "k1", "k2"});
  EXPECT_EQ(made, (std::vector<Keys>{{"held"}, {"k1", "k2", "k3"}}));
  EXPECT_EQ(asked[0].get(), 3);
  EXPECT_EQ(asked[1].get(), 1);
  EXPECT_EQ(asked[2].get(), 2);
}

TEST_F(SharedTripsTest, TheTimeOfATripRunsFromWhenItsFirstCallCame) {
  const auto before = std::chrono::steady_clock::now();
  ask_meanwhile({"k2", "k1"});
  ASSERT_EQ(began_at.size(), 2U);
  EXPECT_GE(began_at[1], before);
  EXPECT_LT(began_at[1], let_go) << "while it still waited";
}

TEST_F(SharedTripsTest, WhatTheServerUndidMayBeAnothersFaultAndIsToBeMadeAlone) {
  for (const bool violates : {false, true}) {
    failing = "k2";
    fail = [violates] {
      if (violates) throw UniqueViolation("23505");
      throw Busy("55P03");
    };
    EXPECT_THROW(ask("k2"), Unavailable) << "alone it is nobody else's fault";
  }
  auto asked = ask_meanwhile({"k1", "k2"});
  EXPECT_EQ(asked[0].get(), std::nullopt);
  EXPECT_EQ(asked[1].get(), std::nullopt);
}

TEST_F(SharedTripsTest, AnUnknownOutcomeIsEverybodys) {
  failing = "k2";
  fail = [] { throw UnknownOutcome("lost"); };
  auto asked = ask_meanwhile({"k1", "k2", "k3"});
  for (auto& one : asked) EXPECT_THROW(one.get(), UnknownOutcome);
}

TEST_F(SharedTripsTest, NobodyWaitsTwiceForAServerThatDoesNotAnswer) {
  failing = "held";
  fail = [] { throw Unavailable("no answer in time"); };
  auto asked = ask_meanwhile({"k1", "k2"});
  for (auto& one : asked) EXPECT_THROW(one.get(), Unavailable);
  EXPECT_EQ(made, (std::vector<Keys>{Keys{"held"}}));
}

TEST_F(SharedTripsTest, WhoWaitsTakesAnotherConnectionWhenOneIsLost) {
  failing = "held";
  fail = [] { throw ConnectionLost("lost"); };
  auto asked = ask_meanwhile({"k1", "k2"});
  EXPECT_EQ(asked[0].get(), 1);
  EXPECT_EQ(asked[1].get(), 2);
}

TEST_F(SharedTripsTest, AfterAFailureTheNextTripGoes) {
  failing = "k1";
  fail = [] { throw Unavailable("away"); };
  EXPECT_THROW(ask("k1"), Unavailable);
  EXPECT_EQ(ask("k5"), 5);
}

// A place that is handed on is handed on once, however many trips end at a time and fail.
TEST_F(SharedTripsTest, AllPlacesAreThereAfterAnyLoad) {
  constexpr int places = 4;
  std::atomic<int> calls_made = 0;
  std::latch* gate = nullptr;
  SharedTrips trips_at_once(places, [&](const SharedTrips::Calls& calls, SharedTrips::TimePoint) {
    if (gate != nullptr) gate->arrive_and_wait();
    if (++calls_made % 7 == 0) throw Unavailable("no answer in time");
    if (calls_made % 5 == 0) throw ConnectionLost("lost");
    return std::vector<SharedTrips::Answer>(calls.size());
  });
  const auto ask_often = [&](int times) {
    for (int i = 0; i < times; ++i) {
      try {
        trips_at_once.ask({"k", statement, {}});
      } catch (const Unavailable&) {
      }
    }
  };
  {
    std::vector<std::jthread> load;
    for (int i = 0; i < 16; ++i) load.emplace_back([&] { ask_often(2000); });
  }
  std::latch all_at_once(places);
  gate = &all_at_once;
  std::vector<std::jthread> one_each;
  for (int i = 0; i < places; ++i) one_each.emplace_back([&] { ask_often(1); });
}

TEST_F(SharedTripsTest, SeveralTripsAreUnderWayAtOnceIfTheyMay) {
  std::latch both(2);
  SharedTrips two(2, [&](const SharedTrips::Calls& calls, SharedTrips::TimePoint) {
    both.arrive_and_wait();
    return std::vector<SharedTrips::Answer>(calls.size());
  });
  const auto other =
      std::async(std::launch::async, [&] { return two.ask({"a", statement, {}}).has_value(); });
  EXPECT_TRUE(two.ask({"b", statement, {}}).has_value());
}

}  // namespace
}  // namespace chancery::sql::postgresql
