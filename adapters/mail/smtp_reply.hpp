#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chancery::mail {

/// What of a server's reply is used: numbers only.
struct SmtpReply {
  int code;  ///< RFC 5321 §4.2.1
  /// `5.1.1` (RFC 3463), where the server says it.
  std::string enhanced{};

  bool operator==(const SmtpReply&) const = default;
};

/// The last line of a reply; nothing for what is none, and for a line that goes on.
std::optional<SmtpReply> read_smtp_reply(std::string_view line);

/// Whether this reply to RCPT says that there is no such mailbox, now and later. A server that
/// takes nothing from us, or nothing for anybody over there, answers 5xx too, and can be told to
/// change its mind.
bool is_no_such_mailbox(const SmtpReply& reply);

}  // namespace chancery::mail
