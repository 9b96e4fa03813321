#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "adapters/sql/pool_use.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {

/// Lends sessions, a bounded number at a time. Opens them when they are first needed, and opens,
/// looks at and closes them while it holds no lock, so that one that hangs delays nobody else. One
/// that comes back while its server still `owes_answer()` is kept open, and lent to nobody, until
/// the server has answered: its other end is busy so long, and is to be counted. Thread-safe.
template <class S>
class SessionPool {
  /// A session, and how often the pool had lost its trust in sessions when it was opened.
  struct Pooled {
    std::unique_ptr<S> session;
    std::uint64_t generation;
  };

 public:
  struct Bounds {
    std::size_t sessions;
    /// How long to wait for one that is lent out.
    std::chrono::milliseconds wait;
  };

  SessionPool(Bounds bounds, std::function<std::unique_ptr<S>()> open)
      : bounds_(bounds), open_(std::move(open)) {}

  /// A session for the time of the lease. It goes back for others to use if it `may_be_kept()`
  /// then, and is lent again if it is `reusable()` still.
  class Lease {
   public:
    Lease(SessionPool& pool, Pooled pooled) : pool_(pool), pooled_(std::move(pooled)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.give_back(std::move(pooled_)); }
    S& operator*() const { return *pooled_.session; }
    S* operator->() const { return pooled_.session.get(); }

    /// What this session leads to is gone, or is another server by now: neither it nor any that is
    /// as old is lent again, the idle ones are closed.
    void distrust() { pool_.distrust(pooled_.generation); }

   private:
    SessionPool& pool_;
    Pooled pooled_;
  };

  /// Throws Busy if none came free in time, or at once if `most_overdue` of them or more are waited
  /// for; Unavailable if a new one cannot be opened.
  Lease borrow(std::size_t most_overdue = std::numeric_limits<std::size_t>::max()) {
    if (overdue() >= most_overdue) throw Busy("sql: too many sessions wait for an answer");
    auto pooled = reserve();
    try {
      if (!pooled.session || !pooled.session->reusable()) pooled = renewed(std::move(pooled));
    } catch (...) {
      give_back({});
      throw;
    }
    return Lease(*this, std::move(pooled));
  }

  /// How many sessions wait for an answer that nobody waits for any more.
  [[nodiscard]] std::size_t overdue() {
    if (overdue_count_ == 0) return 0;
    std::vector<std::unique_ptr<S>> answered;
    const std::lock_guard lock(mutex_);
    const auto late = std::ranges::partition(overdue_, owes_answer);
    std::ranges::move(late, std::back_inserter(answered));
    overdue_.erase(late.begin(), late.end());
    return overdue_count_ = overdue_.size();
  }

  [[nodiscard]] PoolUse use() const {
    const std::lock_guard lock(mutex_);
    return {.lent = lent_,
            .idle = idle_.size(),
            .waits_total = waits_total_,
            .waited_total = std::chrono::duration_cast<std::chrono::microseconds>(waited_total_)};
  }

 private:
  using Clock = std::chrono::steady_clock;

  /// Takes a place, and the session most recently used if there is one.
  Pooled reserve() {
    std::unique_lock lock(mutex_);
    if (lent_ >= bounds_.sessions) wait(lock);
    ++lent_;
    if (idle_.empty()) return {nullptr, generation_};
    auto pooled = std::move(idle_.back());
    idle_.pop_back();
    return pooled;
  }

  void wait(std::unique_lock<std::mutex>& lock) {
    const auto began = Clock::now();
    const bool freed =
        freed_.wait_for(lock, bounds_.wait, [&] { return lent_ < bounds_.sessions; });
    ++waits_total_;
    waited_total_ += Clock::now() - began;
    if (!freed) throw Busy("sql: every session is in use");
  }

  /// Opened under the generation read before: what happens meanwhile makes it old.
  Pooled renewed(Pooled old) {
    if (old.session) {
      old.session.reset();
      const std::lock_guard lock(mutex_);
      old.generation = generation_;
    }
    return {open_(), old.generation};
  }

  static bool owes_answer(const std::unique_ptr<S>& session) {
    if constexpr (requires { session->owes_answer(); }) return session && session->owes_answer();
    return false;
  }

  void give_back(Pooled pooled) noexcept {
    const bool is_overdue = owes_answer(pooled.session);
    if (!is_overdue && pooled.session && !pooled.session->may_be_kept()) pooled.session.reset();
    {
      const std::lock_guard lock(mutex_);
      --lent_;
      if (is_overdue) {
        overdue_.push_back(std::move(pooled.session));
        overdue_count_ = overdue_.size();
      }
      if (pooled.session && pooled.generation == generation_) idle_.push_back(std::move(pooled));
    }
    freed_.notify_one();
  }

  void distrust(std::uint64_t generation) {
    std::vector<Pooled> closing;
    const std::lock_guard lock(mutex_);
    if (generation != generation_) return;
    ++generation_;
    closing.swap(idle_);
  }

  Bounds bounds_;
  std::function<std::unique_ptr<S>()> open_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<Pooled> idle_;
  std::vector<std::unique_ptr<S>> overdue_;
  /// So that nobody takes the lock to hear that there is none.
  std::atomic<std::size_t> overdue_count_ = 0;
  std::size_t lent_ = 0;
  std::uint64_t generation_ = 0;
  std::uint64_t waits_total_ = 0;
  Clock::duration waited_total_{};
};

}  // namespace chancery::sql
