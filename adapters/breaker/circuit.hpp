#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace chancery::breaker {

enum class State { closed, open, half_open };

/// As `/health/ready` and metrics spell it.
constexpr std::string_view name(State state) {
  switch (state) {
    case State::closed: return "closed";
    case State::open: return "open";
    case State::half_open: return "half_open";
  }
  std::unreachable();
}

// clang-format off
/// Whether calls to something that may be away are let through. Pure: time and chance are
/// arguments. Not thread-safe; see Breaker.
///
/// | state     | who asks                               | call succeeds      | call fails               |
/// |-----------|----------------------------------------|--------------------|--------------------------|
/// | closed    | passes                                 | failures forgotten | enough in a row: open    |
/// | open      | is refused; after the pause: half-open | says nothing       | says nothing             |
/// | half-open | passes alone, others are refused       | closed             | open, for twice as long  |
///
/// What becomes of a call that began in an earlier state says nothing about the present one.
// clang-format on
class Circuit {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  using Span = std::chrono::milliseconds;

  struct Policy {
    /// So many failures open it, with no success among them; 0: nothing ever does.
    int failures = 5;
    /// A failure this long after the one before it is the first again.
    Span window{10'000};
    /// How long it stays open at first. Doubles with each probe that fails.
    Span first_pause{250};
    Span longest_pause{1000};
  };

  /// Leave to call, and in which era of the circuit it was given.
  struct Pass {
    std::uint64_t era;
  };

  explicit Circuit(Policy policy) : policy_(policy) {}

  /// Nothing: refused. Whoever gets a pass reports once what became of its call.
  [[nodiscard]] std::optional<Pass> ask(TimePoint now);

  void succeeded(Pass pass);
  /// `chance`, from 0 to 1, shortens a pause by up to half, so that nodes do not all ask at once.
  void failed(Pass pass, TimePoint now, double chance);
  /// The call ended in a way that says nothing.
  void gave_up(Pass pass);

  [[nodiscard]] State state() const { return state_; }
  /// Of the present state; every change of state begins a new one. From 1.
  [[nodiscard]] std::uint64_t era() const { return era_; }
  /// Closed, and the last call did not fail.
  [[nodiscard]] bool is_untroubled() const { return state_ == State::closed && failures_ == 0; }
  /// When an open circuit lets a probe through.
  [[nodiscard]] TimePoint opens_again_at() const { return probe_at_; }

 private:
  void enter(State state);
  void open(TimePoint now, double chance);

  Policy policy_;
  State state_ = State::closed;
  std::uint64_t era_ = 1;
  int failures_ = 0;
  TimePoint last_failure_{};
  Span pause_{0};
  TimePoint probe_at_{};
  bool is_probing_ = false;
};

}  // namespace chancery::breaker
