#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/system/log.hpp"
#include "ports/inbound/answer_account_requests.hpp"

namespace chancery {

/// Looks at what people asked for an address, in a thread of its own: once a second, and on at once
/// while there is more. Logs what was given up, and a failure once, when it begins.
class AccountClerk {
 public:
  AccountClerk(inbound::AnswerAccountRequests& requests, system::Log& log);

 private:
  void run(const std::stop_token& stop);
  /// Whether there may be more.
  bool round();

  inbound::AnswerAccountRequests& requests_;
  system::Log& log_;
  bool failing_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< last: it uses the others
};

}  // namespace chancery
