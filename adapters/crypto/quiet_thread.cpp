#include "adapters/crypto/quiet_thread.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace chancery::crypto {
namespace {

/// What sched_setattr(2) reads; the C library has no name for it.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = SCHED_BATCH;
  std::uint64_t flags = 0;
  std::int32_t nice = std::min(getpriority(PRIO_PROCESS, 0) + 5, 19);
  std::uint32_t priority = 0;
  /// Nanoseconds for which it would like to run undisturbed (Linux 6.12): whoever wakes and asks
  /// for less goes first.
  std::uint64_t runtime = 100'000'000;
  std::uint64_t deadline = 0;
  std::uint64_t period = 0;
};

/// Anybody may ask for less. Where it is refused nevertheless, work is done all the same.
void step_back() {
  const SchedulingAttributes attributes;
  ::syscall(SYS_sched_setattr, 0, &attributes, 0);
}

}  // namespace

QuietThread::~QuietThread() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void QuietThread::run(const std::function<void()>& work) {
  std::unique_lock lock(mutex_);
  if (!thread_.joinable()) {
    thread_ = std::thread([this] { loop(); });
    pthread_setname_np(thread_.native_handle(), "hashing");
  }
  work_ = &work;
  changed_.notify_all();
  changed_.wait(lock, [&] { return work_ == nullptr; });
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void QuietThread::loop() {
  step_back();
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return is_stopping_ || work_ != nullptr; });
    if (work_ == nullptr) return;
    lock.unlock();
    try {
      (*work_)();
    } catch (...) {
      thrown_ = std::current_exception();
    }
    lock.lock();
    work_ = nullptr;
    changed_.notify_all();
  }
}

}  // namespace chancery::crypto
