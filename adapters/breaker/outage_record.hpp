#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace chancery::breaker {

/// A time in which calls failed and none succeeded.
struct Outage {
  using TimePoint = std::chrono::steady_clock::time_point;

  TimePoint began;
  /// When the first call that succeeded again was answered.
  TimePoint ended;

  [[nodiscard]] std::chrono::steady_clock::duration length() const { return ended - began; }
  bool operator==(const Outage&) const = default;
};

/// Remembers the outages of the last quarter of an hour. Of very many short ones the shortest are
/// forgotten. Pure; not thread-safe.
class OutageRecord {
 public:
  using TimePoint = Outage::TimePoint;
  using Span = std::chrono::steady_clock::duration;

  static constexpr std::chrono::minutes memory{15};
  static constexpr std::size_t capacity = 32;

  /// A call that began at `call_began` failed; the last that succeeded did so at `last_success`.
  void failed(TimePoint call_began, TimePoint last_success) {
    const auto since = std::max(call_began, last_success);
    began_ = began_ ? std::min(*began_, since) : since;
  }

  void answered(TimePoint now) {
    if (!began_) return;
    std::erase_if(outages_, [&](const Outage& outage) { return outage.ended + memory < now; });
    outages_.push_back({*began_, now});
    began_.reset();
    if (outages_.size() > capacity) {
      outages_.erase(std::ranges::min_element(outages_, {}, &Outage::length));
    }
  }

  /// How much of the time after `at` was outages.
  [[nodiscard]] Span lost_since(TimePoint at) const {
    Span lost{};
    for (const auto& [began, ended] : outages_) {
      lost += std::max(ended - std::max(began, at), Span::zero());
    }
    return lost;
  }

  [[nodiscard]] bool empty() const { return outages_.empty(); }

 private:
  /// Of the outage that is, if there is one.
  std::optional<TimePoint> began_;
  std::vector<Outage> outages_;
};

}  // namespace chancery::breaker
