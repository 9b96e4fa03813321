#include "adapters/crypto/hash_places.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <memory>
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

// If it waited instead, it would wait for an hour.
TEST(HashPlaces, B86_WhoCannotBeServedInTimeIsRefusedAtOnceAndToldWhen) {
  HashPlaces places(2, 1h, 4h);
  const auto first = places.take();
  const auto second = places.take();
  try {
    (void)places.take();
    FAIL();
  } catch (const Unavailable& refusal) {
    EXPECT_EQ(refusal.retry_after(), 2h);
  }
}

TEST(HashPlaces, B86_WorkThatIsDoneSoonerShortensTheExpectedWait) {
  HashPlaces places(1, 1h, 2h);
  const auto advised_wait = [&] {
    const auto taken = places.take();
    try {
      (void)places.take();
    } catch (const Unavailable& refusal) {
      return refusal.retry_after();
    }
    return std::chrono::seconds(0);
  };
  EXPECT_EQ(advised_wait(), 2h);
  EXPECT_LT(advised_wait(), 2h);
}

TEST(HashPlaces, TellWhatTheyHaveSeen) {
  HashPlaces places(1, 1h);
  auto taken = std::make_unique<HashPlaces::Place>(places);
  EXPECT_EQ(places.load().running, 1U);
  EXPECT_EQ(places.load().worked_total, 0U);
  std::latch served(1);
  const std::jthread waiter([&] {
    const auto place = places.take();
    served.count_down();
  });
  while (places.load().waiting == 0) std::this_thread::yield();
  taken.reset();
  served.wait();
  EXPECT_EQ(places.load().waiting, 0U);
  EXPECT_GT(places.load().wait_time, 0ns);
  EXPECT_GT(places.load().work_time, 0ns);
  EXPECT_EQ(places.load().refused_total, 0U);
}

TEST(HashPlaces, CountWhomTheyRefuse) {
  HashPlaces places(1, 0ms);
  {
    const auto taken = places.take();
    EXPECT_THROW((void)places.take(), Unavailable);
  }
  EXPECT_EQ(places.load().refused_total, 1U);
  EXPECT_EQ(places.load().worked_total, 1U);
  EXPECT_EQ(places.load().running, 0U);
}

}  // namespace
}  // namespace chancery::crypto
