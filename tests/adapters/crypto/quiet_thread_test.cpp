#include "adapters/crypto/quiet_thread.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <sched.h>

#include <chrono>
#include <semaphore>
#include <set>
#include <thread>

#include "adapters/crypto/regular_yield.hpp"
#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

using namespace std::chrono_literals;

TEST(QuietThread, RunsEachWorkInTheSameThreadOfItsOwnAndWaitsForIt) {
  QuietThread quiet(1h, [] {});
  std::set<std::thread::id> ids;
  int done = 0;
  for (int i = 0; i < 3; ++i) {
    quiet.run([&] {
      ids.insert(std::this_thread::get_id());
      ++done;
    });
    EXPECT_EQ(done, i + 1);
  }
  EXPECT_EQ(ids.size(), 1U);
  EXPECT_FALSE(ids.contains(std::this_thread::get_id()));
}

TEST(QuietThread, B86_StepsBackBehindWhoeverStartedIt) {
  QuietThread quiet(1h, [] {});
  int policy = -1;
  quiet.run([&] {
    sched_param param{};
    pthread_getschedparam(pthread_self(), &policy, &param);
  });
  EXPECT_EQ(policy, SCHED_BATCH);
}

// Without, it would compute until the time is up.
TEST(QuietThread, B86_LetsOthersGoFirstAgainAndAgainWhileItWorks) {
  QuietThread quiet(1h, [] {});
  const auto end = std::chrono::steady_clock::now() + 20s;
  for (int i = 0; i < 2; ++i) {
    quiet.run([&] {
      const auto before = RegularYield::count();
      while (RegularYield::count() < before + 3) {
        if (std::chrono::steady_clock::now() > end) throw Unavailable("nothing yields");
      }
    });
  }
}

TEST(QuietThread, SaysOnceThatItIsIdleAndWorksOn) {
  std::binary_semaphore idle(0);
  QuietThread quiet(0ms, [&] { idle.release(); });
  for (int i = 0; i < 3; ++i) {
    quiet.run([] {});
    idle.acquire();
  }
}

TEST(QuietThread, IsNotIdleBeforeItsTime) {
  bool was_idle = false;
  {
    QuietThread quiet(1h, [&] { was_idle = true; });
    quiet.run([] {});
    quiet.run([] {});
  }
  EXPECT_FALSE(was_idle);
}

TEST(QuietThread, ThrowsWhatTheWorkThrewAndRunsOn) {
  QuietThread quiet(1h, [] {});
  EXPECT_THROW(quiet.run([] { throw Unavailable("no memory"); }), Unavailable);
  bool is_done = false;
  quiet.run([&] { is_done = true; });
  EXPECT_TRUE(is_done);
}

TEST(QuietThread, ThatNeverRanEndsAtOnce) {
  const QuietThread quiet(1h, [] {});
}

}  // namespace
}  // namespace chancery::crypto
