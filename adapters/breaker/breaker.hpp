#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

#include "adapters/breaker/circuit.hpp"
#include "adapters/breaker/outage_record.hpp"
#include "ports/unavailable.hpp"

namespace chancery::breaker {

/// What can be told of a breaker at one time. The counts only grow.
struct Vitals {
  State state = State::closed;
  std::uint64_t opened_total = 0;
  std::uint64_t rejected_total = 0;
  std::uint64_t retried_total = 0;
};

/// Calls what may be away, through a circuit of its own. Unavailable is a failure, and so is an
/// answer that came too late to be of use; Busy is none, nor is an exception of any other kind. One
/// exception that several callers get, because one thing happened to all of them, is one failure.
/// An open circuit throws Unavailable at once, with the rest of its pause as `retry_after`. Nothing
/// is interrupted: what is called bounds itself. While all is well a call costs two readings of the
/// clock and of an atomic. Thread-safe.
class Breaker {
 public:
  using TimePoint = Circuit::TimePoint;
  using Span = Circuit::Span;

  struct Options {
    Circuit::Policy circuit{};
    /// An answer that took longer counts as a failure.
    Span deadline{3000};
    /// A read that failed within this time is asked once more, after a pause of up to `pause`.
    Span quick{500};
    Span pause{30};
  };

  /// What it needs of the world; tests have their own.
  struct World {
    std::function<TimePoint()> now;
    std::function<double()> chance;  ///< from 0 to 1
    std::function<void(Span)> sleep;
  };
  static World real_world();

  explicit Breaker(const Options& options, World world = real_world());

  /// A call that changes something: made at most once.
  template <class Call>
  auto write(const Call& call) {
    const auto began = world_.now();
    return attempt(call, admit(began), began);
  }

  /// A call that changes nothing: made once more if it fails at once.
  template <class Call>
  auto read(const Call& call) {
    const auto began = world_.now();
    const auto pass = admit(began);
    try {
      return attempt(call, pass, began);
    } catch (const Busy&) {
      throw;
    } catch (const Unavailable&) {
      if (!may_repeat(began)) throw;
    }
    return write(call);
  }

  [[nodiscard]] Vitals vitals() const;

  /// How much of the time after `at`, and of the last quarter of an hour, was outages that are
  /// over. None of a circuit that never opens.
  [[nodiscard]] OutageRecord::Span lost_since(TimePoint at) const;
  /// For what happened at times of its clock.
  [[nodiscard]] TimePoint now() const { return world_.now(); }

 private:
  template <class Call>
  auto attempt(const Call& call, Circuit::Pass pass, TimePoint began) {
    Report report(*this, pass);
    try {
      if constexpr (std::is_void_v<decltype(call())>) {
        call();
        report.answered(began);
      } else {
        auto answer = call();
        report.answered(began);
        return answer;
      }
    } catch (const Busy&) {
      throw;
    } catch (const Unavailable&) {
      report.failed(began);
      throw;
    }
  }

  /// Tells the circuit once what became of a call: that it gave up, unless told otherwise.
  class Report {
   public:
    Report(Breaker& breaker, Circuit::Pass pass) : breaker_(breaker), pass_(pass) {}
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;
    ~Report() {
      if (!told_) breaker_.gave_up(pass_);
    }
    void answered(TimePoint began) {
      told_ = true;
      breaker_.answered(pass_, began);
    }
    void failed(TimePoint began) {
      told_ = true;
      breaker_.failed(pass_, began);
    }

   private:
    Breaker& breaker_;
    Circuit::Pass pass_;
    bool told_ = false;
  };

  Circuit::Pass admit(TimePoint now);
  void answered(Circuit::Pass pass, TimePoint began);
  void failed(Circuit::Pass pass, TimePoint began);
  void gave_up(Circuit::Pass pass);
  /// Sleeps before it says yes.
  [[nodiscard]] bool may_repeat(TimePoint began);
  void note_untroubled();

  const Options options_;
  const World world_;
  mutable std::mutex mutex_;
  Circuit circuit_;
  /// The circuit's era while nothing is wrong, else 0: what a call needs to know of it then.
  std::atomic<std::uint64_t> untroubled_era_;
  /// What was counted last. Kept, so that no other exception comes to lie where it lay.
  std::exception_ptr counted_;
  std::atomic<TimePoint> last_success_;
  OutageRecord outages_;
  /// Whether there is one to tell of, so that nobody waits to hear that there is none.
  std::atomic<bool> had_outage_ = false;
  std::uint64_t opened_total_ = 0;
  std::uint64_t rejected_total_ = 0;
  std::uint64_t retried_total_ = 0;
};

}  // namespace chancery::breaker
