#include "adapters/crypto/quiet_thread.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <sched.h>

#include <set>
#include <thread>

#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

TEST(QuietThread, RunsEachWorkInTheSameThreadOfItsOwnAndWaitsForIt) {
  QuietThread quiet;
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

TEST(QuietThread, B86_LetsEverybodyElseGoFirst) {
  QuietThread quiet;
  int policy = -1;
  quiet.run([&] {
    sched_param param{};
    pthread_getschedparam(pthread_self(), &policy, &param);
  });
  EXPECT_EQ(policy, SCHED_IDLE);
}

TEST(QuietThread, ThrowsWhatTheWorkThrewAndRunsOn) {
  QuietThread quiet;
  EXPECT_THROW(quiet.run([] { throw Unavailable("no memory"); }), Unavailable);
  bool is_done = false;
  quiet.run([&] { is_done = true; });
  EXPECT_TRUE(is_done);
}

TEST(QuietThread, ThatNeverRanEndsAtOnce) { const QuietThread quiet; }

}  // namespace
}  // namespace chancery::crypto
