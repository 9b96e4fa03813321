#include "adapters/crypto/hash_places.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

using namespace std::chrono_literals;

TEST(HashPlaces, B86_RefusesWhenAllAreTakenAndNobodyMayWait) {
  HashPlaces places(2, 0ms);
  const auto first = places.take();
  {
    const auto second = places.take();
    EXPECT_THROW((void)places.take(), Unavailable);
  }
  EXPECT_NO_THROW((void)places.take());
}

TEST(HashPlaces, B86_AdvisesAWaitOfAtLeastASecond) {
  HashPlaces places(1, 0ms);
  const auto taken = places.take();
  try {
    (void)places.take();
    FAIL();
  } catch (const Unavailable& refusal) {
    EXPECT_GE(refusal.retry_after(), 1s);
  }
}

TEST(HashPlaces, B86_WhoWaitsIsRefusedWhenPatienceRunsOut) {
  HashPlaces places(1, 20ms);
  const auto taken = places.take();
  EXPECT_THROW((void)places.take(), Unavailable);
}

TEST(HashPlaces, APlaceThatComesFreeGoesToWhoWaits) {
  HashPlaces places(1, 1h);
  auto taken = std::make_unique<HashPlaces::Place>(places);
  std::latch served(1);
  const std::jthread waiter([&] {
    const auto place = places.take();
    served.count_down();
  });
  taken.reset();
  served.wait();
}

TEST(HashPlaces, NeverLetsInMoreThanThereArePlaces) {
  HashPlaces places(2, 1h);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int k = 0; k < 100; ++k) {
          const auto place = places.take();
          const int now = ++inside;
          for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
          }
          std::this_thread::yield();
          --inside;
        }
      });
    }
  }
  EXPECT_EQ(inside, 0);
  EXPECT_LE(most, 2);
  EXPECT_GE(most, 1);
}

TEST(HashPlaces, B86_AQueueThatCannotBeServedInTimeIsRefusedAtOnce) {
  // A hash is taken to last 10 ms until one has been seen, so one may wait for 15 ms and two may
  // not.
  HashPlaces places(1, 15ms);
  const auto taken = places.take();
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 20; ++i) {
      threads.emplace_back([&] {
        try {
          (void)places.take();
        } catch (const Unavailable&) {
          ++refused;
        }
      });
    }
  }
  EXPECT_EQ(refused, 20);
}

}  // namespace
}  // namespace chancery::crypto
