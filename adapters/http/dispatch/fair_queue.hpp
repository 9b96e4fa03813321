#pragma once

#include <cstddef>
#include <deque>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "adapters/http/dispatch/exchange.hpp"

namespace chancery::http {

/// Requests that wait for a worker. Networks take turns, so that whoever sends many waits for
/// oneself and the others for a turn at most; those of one network are served in their order.
/// Requests without a network are as those of one. For one thread at a time.
class FairQueue {
 public:
  struct Limits {
    std::size_t capacity;
    /// How many requests of one network may wait; those without one are bound by the capacity only.
    std::size_t share;
  };

  explicit FairQueue(const Limits& limits) : limits_(limits) {}

  /// False, and no change, when the queue is full, or the network's part of it.
  [[nodiscard]] bool push(std::shared_ptr<Exchange> exchange);

  /// The next one; the queue is not empty.
  [[nodiscard]] std::shared_ptr<Exchange> pop();

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Line {
    std::string network;
    std::deque<std::shared_ptr<Exchange>> waiting;
  };
  using Lines = std::list<Line>;

  const Limits limits_;
  std::size_t size_ = 0;
  /// None is empty. Whose turn is next stands first.
  Lines lines_;
  std::unordered_map<std::string, Lines::iterator> line_of_;
};

}  // namespace chancery::http
