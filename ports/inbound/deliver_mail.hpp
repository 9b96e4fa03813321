#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "domain/mail.hpp"

namespace chancery::inbound {

/// Sends the mails that wait. Thread-safe, also across nodes; may throw Unavailable.
class DeliverMail {
 public:
  virtual ~DeliverMail() = default;

  enum class Outcome : std::uint8_t {
    none_due,
    sent,
    /// To be tried again: this mail was not taken.
    postponed,
    /// To be tried again: no mail is, at present.
    stalled,
    /// Never sent: its time is over, its address does not exist, or it must not be.
    given_up,
    /// No master key opens it, or another release wrote it.
    unreadable,
  };

  struct Delivery {
    Outcome outcome = Outcome::none_due;
    /// Which, but for none_due and unreadable.
    std::optional<MailId> mail{};
    std::optional<MailKind> kind{};
    /// Why it was not sent, for the log: holds nothing of the mail.
    std::string reason{};

    bool operator==(const Delivery&) const = default;
  };

  /// Tries the mail that has been due the longest. A stop that is requested meanwhile puts it off
  /// to at once, for whoever comes next.
  virtual Delivery deliver_next(const std::stop_token& stop) = 0;
};

}  // namespace chancery::inbound
