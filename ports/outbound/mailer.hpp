#pragma once

#include <cstdint>
#include <expected>
#include <stop_token>
#include <string>

#include "ports/outbound/mail_writer.hpp"

namespace chancery::outbound {

/// Why a message was not sent.
struct MailFailure {
  enum class Blame : std::uint8_t {
    /// No message can be sent at present: who takes them is away, or does not take ours.
    server,
    /// This one is not taken now.
    message,
    /// There is no such address: this one is never taken.
    address,
  };

  Blame blame;
  /// For the log: our own words and status codes, nothing of the message or of what a server says.
  std::string reason;

  bool operator==(const MailFailure&) const = default;
};

/// Sends messages. Thread-safe.
class Mailer {
 public:
  virtual ~Mailer() = default;

  /// Whether somebody has taken the message and is now responsible for it. Back within 30 seconds,
  /// and within about one when a stop is requested: it was not sent then, as far as is known.
  [[nodiscard]] virtual std::expected<void, MailFailure> send(const Message& message,
                                                              const std::stop_token& stop) = 0;
};

}  // namespace chancery::outbound
