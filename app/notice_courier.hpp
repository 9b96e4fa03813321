#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/system/log.hpp"
#include "ports/inbound/deliver_logout_notices.hpp"

namespace chancery {

/// Tells clients of ended logins, in a few threads of its own, so that a client that does not
/// answer holds up few of the others: looks once a second for what is due, and goes on at once
/// while there is more. Logs what was given up, and a failure once, when it begins.
class NoticeCourier {
 public:
  NoticeCourier(inbound::DeliverLogoutNotices& notices, system::Log& log);
  ~NoticeCourier();
  NoticeCourier(const NoticeCourier&) = delete;
  NoticeCourier& operator=(const NoticeCourier&) = delete;

 private:
  void run(const std::stop_token& stop);
  /// Whether there may be more.
  bool round();

  inbound::DeliverLogoutNotices& notices_;
  system::Log& log_;
  std::atomic<bool> failing_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::vector<std::jthread> threads_;  ///< last: they use the others
};

}  // namespace chancery
