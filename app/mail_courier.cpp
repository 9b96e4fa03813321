#include "app/mail_courier.hpp"

#include <utility>

namespace chancery {
namespace {

using Outcome = inbound::DeliverMail::Outcome;
using system::LogLevel;

}  // namespace

MailCourier::MailCourier(inbound::DeliverMail& mail, system::Log& log,
                         std::chrono::milliseconds between_looks)
    : mail_(mail),
      log_(log),
      between_looks_(between_looks),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void MailCourier::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (round(stop)) continue;
    wake_.wait_for(lock, stop, between_looks_, [&] { return stop.stop_requested(); });
  }
}

bool MailCourier::round(const std::stop_token& stop) {
  try {
    const auto delivery = mail_.deliver_next(stop);
    if (std::exchange(cannot_look_, false))
      log_.write(LogLevel::info, "mails are looked for again");
    // A mail that is put off because the program ends is nobody's trouble.
    if (!stop.stop_requested()) note(delivery);
    return delivery.outcome != Outcome::none_due && delivery.outcome != Outcome::stalled;
  } catch (const std::exception& error) {
    if (!std::exchange(cannot_look_, true)) {
      log_.write(LogLevel::error, "mails cannot be looked for",
                 {{"detail", std::string_view(error.what())}});
    }
    return false;
  }
}

void MailCourier::note(const Delivery& delivery) {
  switch (delivery.outcome) {
    case Outcome::none_due: return;
    case Outcome::sent:
      if (std::exchange(is_stalled_, false)) log_.write(LogLevel::info, "mails are sent again");
      return log_.write(
          LogLevel::info, "a mail is sent",
          {{"mail", std::string_view(delivery.mail->value())}, {"kind", name(*delivery.kind)}});
    case Outcome::postponed: return note_failure(LogLevel::info, "a mail is put off", delivery);
    case Outcome::stalled:
      if (std::exchange(is_stalled_, true)) return;
      return note_failure(LogLevel::error, "no mail can be sent", delivery);
    case Outcome::given_up: return note_failure(LogLevel::warn, "a mail is given up", delivery);
    case Outcome::unreadable:
      if (std::exchange(has_unreadable_, true)) return;
      return log_.write(LogLevel::warn, "there are mails that no master key opens");
  }
}

void MailCourier::note_failure(LogLevel level, std::string_view what, const Delivery& delivery) {
  log_.write(level, what,
             {{"mail", std::string_view(delivery.mail->value())},
              {"kind", name(*delivery.kind)},
              {"reason", std::string_view(delivery.reason)}});
}

}  // namespace chancery
