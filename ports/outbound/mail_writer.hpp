#pragma once

#include <optional>
#include <string>

#include "domain/mail.hpp"

namespace chancery::outbound {

/// A mail as its reader gets it. Everything is UTF-8; lines end with `\n`.
struct Message {
  /// Of the mail.
  MailId id;
  Instant created_at{};
  /// ASCII, and an address (`canonical_email`).
  std::string to;
  /// One line.
  std::string subject;
  /// The same twice, for readers of plain text and of HTML.
  std::string text;
  std::string html;
};

/// Puts mails into words, in their reader's language. Thread-safe.
class MailWriter {
 public:
  virtual ~MailWriter() = default;

  /// Nothing for a mail that must not be sent: its link is missing or does not begin with the
  /// issuer (attack B82), or its address is none.
  [[nodiscard]] virtual std::optional<Message> write(const Mail& mail) = 0;
};

}  // namespace chancery::outbound
