#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/system/log.hpp"
#include "ports/inbound/deliver_logout_notices.hpp"

namespace chancery {

/// Tells clients of ended logins, in a thread of its own: looks once a second for what is due, and
/// goes on at once while there is more. Logs what was given up, and a failure once, when it begins.
class NoticeCourier {
 public:
  NoticeCourier(inbound::DeliverLogoutNotices& notices, system::Log& log);

 private:
  void run(const std::stop_token& stop);
  /// Whether there may be more.
  bool round();

  inbound::DeliverLogoutNotices& notices_;
  system::Log& log_;
  bool failing_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< last: it uses the others
};

}  // namespace chancery
