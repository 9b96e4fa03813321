#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "adapters/http/dispatch/exchange.hpp"
#include "adapters/http/socket/poller.hpp"

namespace chancery::http {

/// Brings answered exchanges from the workers back to the I/O loop. Thread-safe.
class Mailbox {
 public:
  explicit Mailbox(Poller& poller) : poller_(poller) {}

  void post(std::shared_ptr<Exchange> exchange) {
    {
      const std::lock_guard lock(mutex_);
      answered_.push_back(std::move(exchange));
    }
    poller_.wake();
  }

  /// Swaps what has come into `out`, which must be empty.
  void take(std::vector<std::shared_ptr<Exchange>>& out) {
    const std::lock_guard lock(mutex_);
    out.swap(answered_);
  }

 private:
  Poller& poller_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Exchange>> answered_;
};

}  // namespace chancery::http
