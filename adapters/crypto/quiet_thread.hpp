#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace chancery::crypto {

/// A thread for long computations that steps back: whoever else wakes on its core goes first, at
/// once or a fifth of a millisecond later, so that short requests beside it take as long as without
/// it. Among those who want to run all the time it gets its share.
class QuietThread {
 public:
  /// `when_idle` is called in the thread, once, when no work has come for `idle_time` after the
  /// last; whoever brings some then waits for it. It may not throw.
  QuietThread(std::chrono::milliseconds idle_time, std::function<void()> when_idle);
  ~QuietThread();
  QuietThread(const QuietThread&) = delete;
  QuietThread& operator=(const QuietThread&) = delete;

  /// Runs `work` and waits for its end; what it throws is thrown here. One caller at a time. The
  /// thread is there from the first call on. Signals come in while it works (regular_yield.hpp).
  void run(const std::function<void()>& work);

 private:
  void loop();
  void wait_for_work(std::unique_lock<std::mutex>& lock);

  const std::chrono::milliseconds idle_time_;
  const std::function<void()> when_idle_;
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void()>* work_ = nullptr;
  std::exception_ptr thrown_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace chancery::crypto
