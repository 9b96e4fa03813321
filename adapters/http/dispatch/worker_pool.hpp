#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "adapters/http/dispatch/exchange.hpp"
#include "adapters/http/dispatch/fair_queue.hpp"
#include "adapters/http/server_load.hpp"

namespace chancery::http {

/// The threads of one lane and the bounded queue before them, in which networks take turns.
class WorkerPool {
 public:
  using Run = std::function<void(const std::shared_ptr<Exchange>&)>;

  struct Options {
    std::string name;  ///< of the threads; at most 15 bytes
    std::size_t workers;
    std::size_t capacity;          ///< of the queue
    std::size_t share = capacity;  ///< of it that the requests of one network may take
  };

  /// Starts the threads. `run` is called in them, for what could be claimed; it must not throw.
  WorkerPool(const Options& options, Run run);
  ~WorkerPool() { stop(); }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Waits for what is running; what still waits is never run. Again, it does nothing.
  void stop();

  /// Thread-safe. False when the queue is full, or the part of it that is the network's.
  [[nodiscard]] bool submit(std::shared_ptr<Exchange> exchange);

  /// Thread-safe.
  [[nodiscard]] LaneLoad load() const;

 private:
  void work();
  /// The next of the queue, for a worker that `has_ended` one before; null when it is to stop.
  [[nodiscard]] std::shared_ptr<Exchange> next(bool has_ended);
  /// Whether a sleeping worker is to be woken now; the mutex is held. One wakes at a time and wakes
  /// the next if there is more to do: short requests then need a few workers, not a stampede of
  /// them.
  [[nodiscard]] bool should_wake();

  const Run run_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  FairQueue queue_;
  std::size_t idle_ = 0;  ///< workers asleep
  std::size_t running_ = 0;
  bool is_waking_ = false;  ///< one of them has been woken and has not yet come
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace chancery::http
