#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <vector>

#include "adapters/crypto/hash_memory.hpp"
#include "adapters/crypto/quiet_thread.hpp"

namespace chancery::crypto {

/// A bounded number of places for slow work, and a queue before them in which nobody waits longer
/// than the patience. First come, first served. Thread-safe.
class HashPlaces {
 public:
  struct Limits {
    std::size_t count;  ///< at least 1
    /// With none, whoever finds no place free is refused at once.
    std::chrono::milliseconds patience;
    /// What a piece of work is taken to last until some has been seen.
    std::chrono::milliseconds usual_work{10};
    /// So long after its last work, a place gives its memory back to the system.
    std::chrono::milliseconds idle_time{1000};
  };

  explicit HashPlaces(Limits limits);

  /// A place taken, and its thread; it comes free, and the next in the queue gets it, when this
  /// dies.
  class Place {
   public:
    explicit Place(HashPlaces& places);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    /// Does the work in the place's thread and memory and waits for it; what it throws is thrown
    /// here.
    void run(const std::function<void()>& work) { places_.workers_[index_].run(work); }

   private:
    HashPlaces& places_;
    std::size_t index_;
    std::chrono::steady_clock::time_point since_;
  };

  /// How busy the places are now, and what they have seen.
  struct Load {
    std::size_t waiting = 0;
    std::size_t running = 0;
    std::uint64_t worked_total = 0;  ///< pieces of work that have ended
    std::uint64_t refused_total = 0;
    std::chrono::nanoseconds work_time{};  ///< of those that have ended
    std::chrono::nanoseconds wait_time{};  ///< of those that have waited, in vain or not
  };
  [[nodiscard]] Load load() const;

  /// Waits for a place. Throws Unavailable, with the time that the queue needs to empty as the wait
  /// to advise, when none comes free in time; at once, if by the work seen so far none will: a
  /// request that will be refused anyway must not hold a thread for a second.
  [[nodiscard]] Place take();

 private:
  struct Worker {
    explicit Worker(std::chrono::milliseconds idle_time)
        : thread(idle_time, [this] { memory.give_back(); }) {}

    HashMemory memory{};
    QuietThread thread;

    void run(const std::function<void()>& work);
  };
  struct Waiter {
    std::optional<std::size_t> place{};
    std::condition_variable wake{};
  };

  /// The index of a place.
  std::size_t enter();
  void leave(std::size_t index, std::chrono::nanoseconds worked);
  /// How long until `ahead` others have been served.
  [[nodiscard]] std::chrono::nanoseconds expected_wait(std::size_t ahead) const;
  [[noreturn]] void refuse();

  const Limits limits_;
  mutable std::mutex mutex_;
  std::deque<Worker> workers_;  ///< of each place
  std::vector<std::size_t> free_;
  std::list<Waiter> queue_;
  std::chrono::nanoseconds usual_work_;  ///< a moving average
  std::uint64_t worked_total_ = 0;
  std::uint64_t refused_total_ = 0;
  std::chrono::nanoseconds work_time_{};
  std::chrono::nanoseconds wait_time_{};
};

}  // namespace chancery::crypto
