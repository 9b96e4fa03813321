#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/system/log.hpp"
#include "ports/inbound/manage_keys.hpp"

namespace chancery {

/// Looks after the keys about twice a second, so that what a command or another node does to them
/// is followed within one. A failure is logged once, when it begins, and tried again.
class KeyKeeper {
 public:
  KeyKeeper(inbound::ManageKeys& keys, system::Log& log);

 private:
  void run(const std::stop_token& stop);
  void maintain();

  inbound::ManageKeys& keys_;
  system::Log& log_;
  bool failing_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< last: it uses the others
};

}  // namespace chancery
