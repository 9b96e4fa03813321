#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "adapters/sql/pool_use.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {

/// Lends sessions, a bounded number at a time. Opens them when they are first needed, and never
/// while it holds its lock, so that a hanging connect delays nobody else. Thread-safe.
template <class S>
class SessionPool {
 public:
  struct Bounds {
    std::size_t sessions;
    /// How long to wait for one that is lent out.
    std::chrono::milliseconds wait;
  };

  SessionPool(Bounds bounds, std::function<std::unique_ptr<S>()> open)
      : bounds_(bounds), open_(std::move(open)) {}

  /// A session for the time of the lease. It goes back for others to use if it is `reusable()`
  /// then.
  class Lease {
   public:
    Lease(SessionPool& pool, std::unique_ptr<S> session)
        : pool_(pool), session_(std::move(session)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.give_back(std::move(session_)); }
    S& operator*() const { return *session_; }
    S* operator->() const { return session_.get(); }

   private:
    SessionPool& pool_;
    std::unique_ptr<S> session_;
  };

  /// Throws Unavailable if none came free in time or a new one cannot be opened.
  Lease borrow() {
    auto session = reserve();
    try {
      if (!session || !session->reusable()) session = open_();
    } catch (...) {
      give_back(nullptr);
      throw;
    }
    return Lease(*this, std::move(session));
  }

  [[nodiscard]] PoolUse use() const {
    const std::lock_guard lock(mutex_);
    return {.lent = lent_,
            .idle = idle_.size(),
            .waits_total = waits_total_,
            .waited_total = std::chrono::duration_cast<std::chrono::microseconds>(waited_total_)};
  }

  /// Closes the sessions that nobody uses.
  void close_idle() {
    std::vector<std::unique_ptr<S>> closing;
    const std::lock_guard lock(mutex_);
    closing.swap(idle_);
  }

 private:
  using Clock = std::chrono::steady_clock;

  /// Takes a place, and the session most recently used if there is one.
  std::unique_ptr<S> reserve() {
    std::unique_lock lock(mutex_);
    if (lent_ >= bounds_.sessions) wait(lock);
    ++lent_;
    if (idle_.empty()) return nullptr;
    auto session = std::move(idle_.back());
    idle_.pop_back();
    return session;
  }

  void wait(std::unique_lock<std::mutex>& lock) {
    const auto began = Clock::now();
    const bool freed =
        freed_.wait_for(lock, bounds_.wait, [&] { return lent_ < bounds_.sessions; });
    ++waits_total_;
    waited_total_ += Clock::now() - began;
    if (!freed) throw Unavailable("sql: every session is in use");
  }

  void give_back(std::unique_ptr<S> session) noexcept {
    if (session && !session->reusable()) session.reset();
    {
      const std::lock_guard lock(mutex_);
      --lent_;
      if (session) idle_.push_back(std::move(session));
    }
    freed_.notify_one();
  }

  Bounds bounds_;
  std::function<std::unique_ptr<S>()> open_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<S>> idle_;
  std::size_t lent_ = 0;
  std::uint64_t waits_total_ = 0;
  Clock::duration waited_total_{};
};

}  // namespace chancery::sql
