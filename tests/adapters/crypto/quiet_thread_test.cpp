#include "adapters/crypto/quiet_thread.hpp"

#include <gtest/gtest.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
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

TEST(QuietThread, B86_StepsBackBehindWhoeverStartedIt) {
  QuietThread quiet;
  const int mine = getpriority(PRIO_PROCESS, 0);
  int policy = -1;
  int its = mine;
  quiet.run([&] {
    sched_param param{};
    pthread_getschedparam(pthread_self(), &policy, &param);
    its = getpriority(PRIO_PROCESS, 0);
  });
  EXPECT_EQ(policy, SCHED_BATCH);
  EXPECT_EQ(its, std::min(mine + 5, 19));
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
