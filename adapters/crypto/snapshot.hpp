#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

namespace chancery::crypto {

/// A value that is replaced seldom and read on every request. Thread-safe. Readers do not contend:
/// each thread keeps its own reference to what it last saw, and a read is one load of a number that
/// changes only with the value. A replaced value lives until every thread has read again or ended.
///
/// Not std::atomic<std::shared_ptr>: in GCC 12 every load of it takes a spin lock inside the
/// pointer and writes the count that all threads share.
template <class T>
class Snapshot {
 public:
  explicit Snapshot(std::shared_ptr<const T> first) { replace(std::move(first)); }

  /// The latest value. The reference is good until this thread next reads a Snapshot of a T.
  [[nodiscard]] const T& read() const {
    thread_local Seen seen;
    if (seen.version != version_.load(std::memory_order_acquire)) {
      const std::lock_guard lock(mutex_);
      seen = {version_.load(std::memory_order_relaxed), latest_};
    }
    return *seen.value;
  }

  /// Once it returns, whoever reads gets `next`.
  void replace(std::shared_ptr<const T> next) {
    // Numbers are never used twice in the process, so a thread cannot mistake one Snapshot for
    // another.
    static std::atomic<std::uint64_t> last_version = 0;
    const std::lock_guard lock(mutex_);
    latest_ = std::move(next);
    version_.store(++last_version, std::memory_order_release);
  }

 private:
  struct Seen {
    std::uint64_t version = 0;
    std::shared_ptr<const T> value;
  };

  mutable std::mutex mutex_;
  std::shared_ptr<const T> latest_;
  std::atomic<std::uint64_t> version_ = 0;
};

}  // namespace chancery::crypto
