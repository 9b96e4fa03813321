#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace chancery::breaker {

/// A time in which calls failed and none succeeded.
struct Outage {
  using TimePoint = std::chrono::steady_clock::time_point;

  /// When the first call that failed was made.
  TimePoint began;
  /// When the first that succeeded again was answered.
  TimePoint ended;

  bool operator==(const Outage&) const = default;
};

/// Remembers the last outage. Pure; not thread-safe.
class OutageRecord {
 public:
  using TimePoint = Outage::TimePoint;

  /// Two with less than this between them are one: what the first disturbed was not over yet.
  static constexpr std::chrono::minutes gap{2};

  void failed(TimePoint call_began) {
    began_ = began_ ? std::min(*began_, call_began) : call_began;
  }

  void answered(TimePoint now) {
    if (!began_) return;
    const bool goes_on = last_ && *began_ - last_->ended < gap;
    last_ = Outage{goes_on ? last_->began : *began_, now};
    began_.reset();
  }

  [[nodiscard]] const std::optional<Outage>& last() const { return last_; }

 private:
  /// Of the outage that is, if there is one.
  std::optional<TimePoint> began_;
  std::optional<Outage> last_;
};

}  // namespace chancery::breaker
