// Each in a process of its own: what is hardened stays so.

#include "adapters/system/process_hardening.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

namespace chancery::system {
namespace {

bool is_null_device(int descriptor) {
  struct stat facts{};
  struct stat null{};
  return ::fstat(descriptor, &facts) == 0 && ::stat("/dev/null", &null) == 0 &&
         facts.st_rdev == null.st_rdev;
}

TEST(ProcessHardening, B100_LeavesNoCoreFile) {
  EXPECT_EXIT(
      {
        rlimit limit{};
        const bool fine = forbid_core_dumps() && ::getrlimit(RLIMIT_CORE, &limit) == 0 &&
                          limit.rlim_cur == 0 && limit.rlim_max == 0 &&
                          ::prctl(PR_GET_DUMPABLE) == 0;
        ::_exit(fine ? 7 : 1);
      },
      testing::ExitedWithCode(7), "");
}

TEST(ProcessHardening, ClosedStandardDescriptorsAreTakenByTheNullDevice) {
  EXPECT_EXIT(
      {
        ::close(0);
        ::close(2);
        keep_standard_descriptors_open();
        const int next = ::open("/dev/zero", O_RDONLY);
        ::_exit(is_null_device(0) && is_null_device(2) && next > 2 ? 7 : 1);
      },
      testing::ExitedWithCode(7), "");
}

TEST(ProcessHardening, OpenStandardDescriptorsStayWhatTheyAre) {
  EXPECT_EXIT(
      {
        const int before = ::open("/dev/zero", O_RDONLY);
        ::dup2(before, 0);
        ::close(before);
        keep_standard_descriptors_open();
        const int after = ::open("/dev/zero", O_RDONLY);
        ::_exit(!is_null_device(0) && after == before ? 7 : 1);
      },
      testing::ExitedWithCode(7), "");
}

TEST(TerminationSignals, AreWaitedForWhicheverThreadTheyReach) {
  for (const int signal : {SIGTERM, SIGINT}) {
    EXPECT_EXIT(
        {
          const TerminationSignals signals;
          std::thread sender([signal] { ::kill(::getpid(), signal); });
          const int received = signals.wait();
          sender.join();
          ::_exit(received == signal ? 7 : 1);
        },
        testing::ExitedWithCode(7), "");
  }
}

TEST(TerminationSignals, ThatComeBeforeTheWaitAreNotLost) {
  EXPECT_EXIT(
      {
        const TerminationSignals signals;
        ::kill(::getpid(), SIGTERM);
        ::_exit(signals.wait() == SIGTERM ? 7 : 1);
      },
      testing::ExitedWithCode(7), "");
}

TEST(TerminationSignals, WritingToAClosedPipeIsAnErrorNotTheEnd) {
  EXPECT_EXIT(
      {
        ::signal(SIGPIPE, SIG_DFL);
        const TerminationSignals signals;
        int ends[2];
        if (::pipe(ends) != 0) ::_exit(1);
        ::close(ends[0]);
        ::_exit(::write(ends[1], "x", 1) == -1 && errno == EPIPE ? 7 : 1);
      },
      testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace chancery::system
