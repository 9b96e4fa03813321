#pragma once

#include <string>

#include "ports/outbound/mail_writer.hpp"

namespace chancery::mail {

/// Who mails are from: `name <address>`, or the address alone.
struct Sender {
  std::string name{};
  std::string address{};

  bool operator==(const Sender&) const = default;
};

/// The message as it goes over the wire (RFC 5322, MIME): header fields and both texts
/// (`multipart/alternative`), lines that end with CR LF, no byte above 0x7f, and none that a value
/// could add a header field with. The same message gives the same text, so one that is sent twice
/// has one `Message-ID`. ASCII stays as it is, for people who look into it; other texts are
/// quoted-printable.
std::string mime_text(const outbound::Message& message, const Sender& from);

/// A header field's text: as it is when it is printable ASCII, else as encoded words (RFC 2047).
std::string header_text(std::string_view text);

/// Quoted-printable (RFC 2045 §6.7), of text whose lines end with `\n`.
std::string quoted_printable(std::string_view text);

/// The date and time of RFC 5322 §3.3, in UTC.
std::string mail_date(Instant at);

}  // namespace chancery::mail
