#pragma once

#include <csignal>
#include <ctime>

namespace chancery::crypto {

/// Has the thread that makes it ask, every 0.2 ms while it is on, whether anybody waits for its
/// core, and lets them go first: the system by itself may only look after some milliseconds. It
/// goes by a timer whose signal is SIGRTMIN, so that what runs meanwhile has to be computation, not
/// calls that signals end. Where the system refuses, nothing yields. Belongs to its thread.
class RegularYield {
 public:
  RegularYield();
  ~RegularYield();
  RegularYield(const RegularYield&) = delete;
  RegularYield& operator=(const RegularYield&) = delete;

  /// On as long as it lives.
  class On {
   public:
    explicit On(RegularYield& yielding) : yielding_(yielding) { yielding_.set(interval); }
    ~On() { yielding_.set(0); }
    On(const On&) = delete;
    On& operator=(const On&) = delete;

   private:
    RegularYield& yielding_;
  };

  /// How often the calling thread has yielded.
  [[nodiscard]] static unsigned count();

 private:
  static constexpr long interval = 200'000;  ///< nanoseconds

  /// 0 for never.
  void set(long nanoseconds);

  timer_t timer_{};
  bool is_there_ = false;
};

}  // namespace chancery::crypto
