#include "adapters/http/dispatch/worker_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <chrono>
#include <memory>
#include <thread>

#include "tests/http/support/test_server.hpp"

namespace chancery::http {
namespace {

std::shared_ptr<Exchange> due_in(std::chrono::seconds time) {
  auto exchange = std::make_shared<Exchange>();
  exchange->run_by = Exchange::Clock::now() + time;
  return exchange;
}

TEST(WorkerPool, BringsAllItsWorkersToWorkWhenRequestsWait) {
  constexpr int workers = 8;
  constexpr int rounds = 200;
  std::barrier together(workers);
  Gate gate;
  gate.open();
  WorkerPool pool({.name = "test", .workers = workers, .capacity = 100}, [&](const auto&) {
    together.arrive_and_wait();  // hangs unless every worker comes
    gate.pass();
  });
  for (int round = 1; round <= rounds; ++round) {
    for (int i = 0; i < workers; ++i) ASSERT_TRUE(pool.submit(due_in(std::chrono::seconds(60))));
    gate.await_arrivals(round * workers);
  }
}

TEST(WorkerPool, RunsEveryRequestOnce) {
  Gate gate;
  gate.open();
  WorkerPool pool({.name = "test", .workers = 3, .capacity = 5000},
                  [&](const auto&) { gate.pass(); });
  for (int i = 0; i < 5000; ++i) EXPECT_TRUE(pool.submit(due_in(std::chrono::seconds(60))));
  EXPECT_NO_THROW(gate.await_arrivals(5000));
}

TEST(WorkerPool, B86_RunsNothingThatIsDroppedOrTooLate) {
  std::atomic<int> runs = 0;
  Gate gate;
  WorkerPool pool({.name = "test", .workers = 1, .capacity = 100}, [&](const auto&) {
    ++runs;
    gate.pass();
  });
  ASSERT_TRUE(pool.submit(due_in(std::chrono::seconds(60))));
  gate.await_arrivals(1);
  const auto dropped = due_in(std::chrono::seconds(60));
  ASSERT_TRUE(pool.submit(dropped));
  EXPECT_TRUE(dropped->drop());
  ASSERT_TRUE(pool.submit(due_in(std::chrono::seconds(0))));
  ASSERT_TRUE(pool.submit(due_in(std::chrono::seconds(60))));
  gate.open();
  gate.await_arrivals(2);
  EXPECT_EQ(runs, 2);
}

TEST(WorkerPool, B86_TakesNoMoreThanItsCapacity) {
  Gate gate;
  WorkerPool pool({.name = "test", .workers = 1, .capacity = 2}, [&](const auto&) { gate.pass(); });
  ASSERT_TRUE(pool.submit(due_in(std::chrono::seconds(60))));
  gate.await_arrivals(1);
  EXPECT_TRUE(pool.submit(due_in(std::chrono::seconds(60))));
  EXPECT_TRUE(pool.submit(due_in(std::chrono::seconds(60))));
  EXPECT_FALSE(pool.submit(due_in(std::chrono::seconds(60))));
  gate.open();
}

TEST(WorkerPool, B86_NoNetworkHoldsMoreThanItsShareOfTheQueue) {
  Gate gate;
  WorkerPool pool({.name = "test", .workers = 1, .capacity = 4, .share = 2},
                  [&](const auto&) { gate.pass(); });
  const auto submit_from = [&](const char* network) {
    auto exchange = due_in(std::chrono::seconds(60));
    exchange->request.network = network;
    return pool.submit(std::move(exchange));
  };
  ASSERT_TRUE(submit_from("a"));
  gate.await_arrivals(1);
  EXPECT_TRUE(submit_from("a"));
  EXPECT_TRUE(submit_from("a"));
  EXPECT_FALSE(submit_from("a"));
  EXPECT_TRUE(submit_from("b"));
  gate.open();
}

TEST(Exchange, IsRunOrDroppedButNeverBoth) {
  const auto run = due_in(std::chrono::seconds(60));
  EXPECT_TRUE(run->claim());
  EXPECT_FALSE(run->drop());
  EXPECT_FALSE(run->claim());
  const auto dropped = due_in(std::chrono::seconds(60));
  EXPECT_TRUE(dropped->drop());
  EXPECT_FALSE(dropped->claim());
}

TEST(WorkerPool, TellsHowBusyItIs) {
  Gate gate;
  WorkerPool pool({.name = "test", .workers = 2, .capacity = 100},
                  [&](const auto&) { gate.pass(); });
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(pool.submit(due_in(std::chrono::seconds(60))));
  gate.await_arrivals(2);
  EXPECT_EQ(pool.load().running, 2U);
  EXPECT_EQ(pool.load().waiting, 3U);
  gate.open();
  gate.await_arrivals(5);
  while (pool.load().running > 0) std::this_thread::yield();
  EXPECT_EQ(pool.load().waiting, 0U);
}

}  // namespace
}  // namespace chancery::http
