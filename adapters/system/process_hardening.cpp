#include "adapters/system/process_hardening.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace chancery::system {
namespace {

sigset_t termination_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

}  // namespace

void keep_standard_descriptors_open() {
  int descriptor = 0;
  // open() gives the lowest free number: a result above 2 says that all three are taken.
  do {
    descriptor = ::open("/dev/null", O_RDWR);
  } while (descriptor >= 0 && descriptor <= STDERR_FILENO);
  if (descriptor >= 0) ::close(descriptor);
}

bool forbid_core_dumps() {
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  return ::setrlimit(RLIMIT_CORE, &none) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

void limit_heaps() { ::mallopt(M_ARENA_MAX, 2); }

TerminationSignals::TerminationSignals() {
  const auto set = termination_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

int TerminationSignals::wait() const {
  const auto set = termination_signals();
  int signal = 0;
  while (::sigwait(&set, &signal) != 0) {
  }
  return signal;
}

std::optional<int> TerminationSignals::wait(std::chrono::milliseconds most) const {
  const auto set = termination_signals();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(most);
  const timespec limit{.tv_sec = seconds.count(),
                       .tv_nsec = std::chrono::nanoseconds(most - seconds).count()};
  const int signal = ::sigtimedwait(&set, nullptr, &limit);
  if (signal < 0) return std::nullopt;
  return signal;
}

}  // namespace chancery::system
