#include "adapters/crypto/hash_places.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <atomic>
#include <latch>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

using namespace std::chrono_literals;

TEST(HashPlaces, B86_RefusesWhenAllAreTakenAndNobodyMayWait) {
  HashPlaces places({.count = 2, .patience = 0ms});
  const auto first = places.take();
  {
    const auto second = places.take();
    EXPECT_THROW((void)places.take(), Unavailable);
  }
  EXPECT_NO_THROW((void)places.take());
}

TEST(HashPlaces, B86_AdvisesAWaitOfAtLeastASecond) {
  HashPlaces places({.count = 1, .patience = 0ms});
  const auto taken = places.take();
  try {
    (void)places.take();
    FAIL();
  } catch (const Unavailable& refusal) {
    EXPECT_GE(refusal.retry_after(), 1s);
  }
}

TEST(HashPlaces, B86_WhoWaitsIsRefusedWhenPatienceRunsOut) {
  HashPlaces places({.count = 1, .patience = 20ms});
  const auto taken = places.take();
  EXPECT_THROW((void)places.take(), Unavailable);
}

TEST(HashPlaces, APlaceThatComesFreeGoesToWhoWaits) {
  HashPlaces places({.count = 1, .patience = 1h});
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
  HashPlaces places({.count = 2, .patience = 1h});
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
  HashPlaces places({.count = 2, .patience = 1h, .usual_work = 4h});
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
  HashPlaces places({.count = 1, .patience = 1h, .usual_work = 2h});
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
  HashPlaces places({.count = 1, .patience = 1h});
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

TEST(HashPlaces, WorkHasTheMemoryOfItsPlaceWhichTheNextFinds) {
  HashPlaces places({.count = 1, .patience = 0ms, .idle_time = 1h});
  constexpr std::size_t length = std::size_t{2} << 20;
  const auto map_and_unmap = [] {
    void* const memory = mmap(nullptr, length, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    const char before = std::exchange(*static_cast<char*>(memory), 'x');
    munmap(memory, length);
    return before;
  };
  const auto in_place = [&] {
    char before = '?';
    places.take().run([&] { before = map_and_unmap(); });
    return before;
  };
  EXPECT_EQ(in_place(), '\0');
  EXPECT_EQ(in_place(), 'x');
  EXPECT_EQ(map_and_unmap(), '\0');
}

TEST(HashPlaces, CountWhomTheyRefuse) {
  HashPlaces places({.count = 1, .patience = 0ms});
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
