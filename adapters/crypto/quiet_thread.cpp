#include "adapters/crypto/quiet_thread.hpp"

#include <pthread.h>
#include <sched.h>

#include <utility>

namespace chancery::crypto {

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
  // Anybody may ask for less. Where it is refused nevertheless, hashes are computed all the same.

  const sched_param none{};
  pthread_setschedparam(pthread_self(), SCHED_IDLE, &none);
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
