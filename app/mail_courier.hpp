#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/system/log.hpp"
#include "ports/inbound/deliver_mail.hpp"

namespace chancery {

/// Sends mails, in a thread of its own: looks once a second, or as often as it is told, for what is
/// due, and goes on at once while there is more. Logs what becomes of each mail by its id and kind,
/// never by its address; that nothing goes on, once, when it begins. Its end waits for no mail
/// server.
class MailCourier {
 public:
  MailCourier(inbound::DeliverMail& mail, system::Log& log,
              std::chrono::milliseconds between_looks = std::chrono::seconds(1));

 private:
  using Delivery = inbound::DeliverMail::Delivery;

  void run(const std::stop_token& stop);
  /// Whether there may be more to do at once.
  bool round(const std::stop_token& stop);
  void note(const Delivery& delivery);
  void note_failure(system::LogLevel level, std::string_view what, const Delivery& delivery);

  inbound::DeliverMail& mail_;
  system::Log& log_;
  std::chrono::milliseconds between_looks_;
  bool cannot_look_ = false;
  bool is_stalled_ = false;
  bool has_unreadable_ = false;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< last: it uses the others
};

}  // namespace chancery
