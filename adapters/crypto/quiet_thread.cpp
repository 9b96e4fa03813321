#include "adapters/crypto/quiet_thread.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

#include "adapters/crypto/regular_yield.hpp"

namespace chancery::crypto {
namespace {

/// What sched_setattr(2) reads; the C library has no name for it.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = SCHED_BATCH;
  std::uint64_t flags = 0;
  std::int32_t nice = getpriority(PRIO_PROCESS, 0);
  std::uint32_t priority = 0;
  /// Nanoseconds at a time (Linux 6.12), which are also what it forfeits when it yields: with the
  /// usual milliseconds it would get next to nothing beside programs that never wait.
  std::uint64_t runtime = 200'000;
  std::uint64_t deadline = 0;
  std::uint64_t period = 0;
};

/// Anybody may ask for this. Where it is refused nevertheless, work is done all the same.
void step_back() {
  const SchedulingAttributes attributes;
  ::syscall(SYS_sched_setattr, 0, &attributes, 0);
}

}  // namespace

QuietThread::QuietThread(std::chrono::milliseconds idle_time, std::function<void()> when_idle)
    : idle_time_(idle_time), when_idle_(std::move(when_idle)) {}

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
  RegularYield yielding;
  std::unique_lock lock(mutex_);
  while (true) {
    wait_for_work(lock);
    if (work_ == nullptr) return;
    lock.unlock();
    try {
      const RegularYield::On on(yielding);
      (*work_)();
    } catch (...) {
      thrown_ = std::current_exception();
    }
    lock.lock();
    work_ = nullptr;
    changed_.notify_all();
  }
}

void QuietThread::wait_for_work(std::unique_lock<std::mutex>& lock) {
  const auto is_over = [&] { return is_stopping_ || work_ != nullptr; };
  if (changed_.wait_for(lock, idle_time_, is_over)) return;
  when_idle_();
  changed_.wait(lock, is_over);
}

}  // namespace chancery::crypto
