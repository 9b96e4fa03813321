#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace chancery::crypto {

/// A thread for long computations that steps back: whoever else wakes on its core goes first, so
/// that short requests beside it take as long as without it; and where everybody wants to run all
/// the time, it gets a quarter of their share.
class QuietThread {
 public:
  QuietThread() = default;
  ~QuietThread();
  QuietThread(const QuietThread&) = delete;
  QuietThread& operator=(const QuietThread&) = delete;

  /// Runs `work` and waits for its end; what it throws is thrown here. One caller at a time. The
  /// thread is there from the first call on.
  void run(const std::function<void()>& work);

 private:
  void loop();

  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void()>* work_ = nullptr;
  std::exception_ptr thrown_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace chancery::crypto
