// The pool lends a bounded number of sessions, and waits for nobody longer than told.

#include "adapters/sql/session_pool.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <stdexcept>
#include <thread>

namespace chancery::sql {
namespace {

using namespace std::chrono_literals;

struct FakeSession {
  int number = 0;
  bool good = true;
  bool there = true;
  bool* owes = nullptr;
  [[nodiscard]] bool may_be_kept() const { return good; }
  [[nodiscard]] bool reusable() const { return there; }
  [[nodiscard]] bool owes_answer() const { return owes != nullptr && *owes; }
};

class SessionPoolTest : public testing::Test {
 protected:
  SessionPool<FakeSession> pool_of(std::size_t sessions) {
    return {{.sessions = sessions, .wait = 0ms}, [this] {
              if (broken) throw Unavailable("no connection");
              return std::make_unique<FakeSession>(FakeSession{.number = ++opened});
            }};
  }

  bool broken = false;
  int opened = 0;
};

TEST_F(SessionPoolTest, LendsNoMoreThanItsBound) {
  auto pool = pool_of(2);
  const auto first = pool.borrow();
  const auto second = pool.borrow();
  EXPECT_NE(first->number, second->number);
  EXPECT_THROW(pool.borrow(), Unavailable);
}

TEST_F(SessionPoolTest, ReusesTheOneGivenBackLast) {
  auto pool = pool_of(2);
  {
    const auto first = pool.borrow();
    const auto second = pool.borrow();
  }
  EXPECT_EQ(pool.borrow()->number, 1) << "leases end in reverse";
  EXPECT_EQ(opened, 2);
}

TEST_F(SessionPoolTest, ReplacesOneThatIsNoLongerGood) {
  auto pool = pool_of(1);
  pool.borrow()->good = false;
  EXPECT_EQ(pool.borrow()->number, 2);
}

TEST_F(SessionPoolTest, ReplacesOneThatIsGoneWhenItIsWanted) {
  auto pool = pool_of(1);
  pool.borrow()->there = false;
  EXPECT_EQ(pool.use().idle, 1U);
  EXPECT_EQ(pool.borrow()->number, 2);
}

// A backend that waits for a standby does not notice that its client is gone: closed connections
// would pile up at the server.
TEST_F(SessionPoolTest, OneWhoseServerOwesAnAnswerIsKeptAndCountedUntilItComes) {
  auto pool = pool_of(2);
  bool owes = true;
  pool.borrow()->owes = &owes;
  EXPECT_EQ(pool.overdue(), 1U);
  EXPECT_EQ(pool.borrow(2)->number, 2) << "it is lent to nobody";
  EXPECT_THROW(pool.borrow(1), Busy);
  EXPECT_EQ(pool.use().lent, 0U);
  owes = false;
  EXPECT_NO_THROW(pool.borrow(1));
  EXPECT_EQ(pool.overdue(), 0U);
  EXPECT_EQ(opened, 2);
}

TEST_F(SessionPoolTest, AConnectThatFailsTakesNoPlaceForGood) {
  auto pool = pool_of(1);
  broken = true;
  EXPECT_THROW(pool.borrow(), Unavailable);
  EXPECT_THROW(pool.borrow(), Unavailable);
  broken = false;
  EXPECT_EQ(pool.borrow()->number, 1);
}

TEST_F(SessionPoolTest, WhoGetsNoneInTimeIsToldThatThePoolIsBusy) {
  auto pool = pool_of(1);
  const auto lease = pool.borrow();
  EXPECT_THROW(pool.borrow(), Busy);
  EXPECT_EQ(pool.use().waits_total, 1U);
  EXPECT_EQ(pool.use().lent, 1U);
}

TEST_F(SessionPoolTest, DistrustOfOneIsDistrustOfAllThatAreAsOld) {
  auto pool = pool_of(3);
  {
    const auto lent = pool.borrow();  // 1
    {
      auto bad = pool.borrow();  // 2
      {
        const auto idle = pool.borrow();
      }  // 3
      EXPECT_EQ(pool.use().idle, 1U);
      bad.distrust();
      EXPECT_EQ(pool.use().idle, 0U);
    }
    EXPECT_EQ(pool.borrow()->number, 4) << "neither the idle one nor the bad one";
  }
  EXPECT_EQ(pool.use().idle, 1U) << "nor the one that was lent out meanwhile";
  EXPECT_EQ(pool.borrow()->number, 4);
}

TEST_F(SessionPoolTest, DistrustOfAnOldOneLeavesThoseThatWereOpenedSince) {
  auto pool = pool_of(3);
  auto old = pool.borrow();
  auto also_old = pool.borrow();
  old.distrust();
  {
    const auto fresh = pool.borrow();
  }
  also_old.distrust();
  EXPECT_EQ(pool.borrow()->number, 3);
}

TEST_F(SessionPoolTest, ASessionThatWasBeingOpenedDuringADistrustIsOld) {
  SessionPool<FakeSession>* the_pool = nullptr;
  SessionPool<FakeSession> pool({.sessions = 2, .wait = 0ms}, [&] {
    if (++opened == 1) the_pool->borrow().distrust();
    return std::make_unique<FakeSession>();
  });
  the_pool = &pool;
  {
    const auto during = pool.borrow();
  }
  EXPECT_EQ(pool.use().idle, 0U);
}

TEST_F(SessionPoolTest, AHangingConnectDelaysNobodyElse) {
  std::latch connecting(1);
  std::latch go(1);
  bool first = true;
  SessionPool<FakeSession> pool({.sessions = 2, .wait = 0ms}, [&] {
    if (std::exchange(first, false)) {
      connecting.count_down();
      go.wait();
    }
    return std::make_unique<FakeSession>();
  });
  std::jthread hanging([&] { pool.borrow(); });
  connecting.wait();
  EXPECT_TRUE(pool.borrow()->good);
  go.count_down();
}

TEST_F(SessionPoolTest, WhoWaitsGetsTheNextThatIsGivenBack) {
  SessionPool<FakeSession> pool({.sessions = 1, .wait = 60s},
                                [] { return std::make_unique<FakeSession>(); });
  std::latch lent(1);
  std::jthread holder([&] {
    const auto lease = pool.borrow();
    lent.count_down();
    std::this_thread::yield();
  });
  lent.wait();
  EXPECT_TRUE(pool.borrow()->good);
}

TEST_F(SessionPoolTest, TellsHowItIsUsed) {
  auto pool = pool_of(1);
  EXPECT_EQ(pool.use().lent, 0U);
  {
    const auto lease = pool.borrow();
    EXPECT_EQ(pool.use().lent, 1U);
    EXPECT_EQ(pool.use().waits_total, 0U);
    EXPECT_THROW(pool.borrow(), Unavailable);
    EXPECT_EQ(pool.use().waits_total, 1U);
  }
  EXPECT_EQ(pool.use().lent, 0U);
  EXPECT_EQ(pool.use().idle, 1U);
}

}  // namespace
}  // namespace chancery::sql
