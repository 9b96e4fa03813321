#include "adapters/crypto/regular_yield.hpp"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace chancery::crypto {
namespace {

// A signal's handler is given nothing.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
thread_local std::atomic<unsigned> yields = 0;
static_assert(std::atomic<unsigned>::is_always_lock_free);

extern "C" void yield_core(int /*signal*/) {
  const int error = errno;
  sched_yield();
  yields.fetch_add(1, std::memory_order_relaxed);
  errno = error;
}

bool handle_signal() {
  struct sigaction action{};
  action.sa_handler = yield_core;
  action.sa_flags = SA_RESTART;
  return sigaction(SIGRTMIN, &action, nullptr) == 0;
}

bool let_signal_through() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN);
  return pthread_sigmask(SIG_UNBLOCK, &set, nullptr) == 0;
}

}  // namespace

RegularYield::RegularYield() {
  static const bool is_handled = handle_signal();
  if (!is_handled || !let_signal_through()) return;
  sigevent event{};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGRTMIN;
  // The C library has no other name for the thread that gets the signal.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access)
  event._sigev_un._tid = gettid();
  is_there_ = timer_create(CLOCK_MONOTONIC, &event, &timer_) == 0;
}

RegularYield::~RegularYield() {
  if (is_there_) timer_delete(timer_);
}

unsigned RegularYield::count() { return yields.load(std::memory_order_relaxed); }

void RegularYield::set(long nanoseconds) {
  if (!is_there_) return;
  const itimerspec times{.it_interval = {.tv_sec = 0, .tv_nsec = nanoseconds},
                         .it_value = {.tv_sec = 0, .tv_nsec = nanoseconds}};
  timer_settime(timer_, 0, &times, nullptr);
}

}  // namespace chancery::crypto
