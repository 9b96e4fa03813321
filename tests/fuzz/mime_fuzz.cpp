// Whatever a mail says, and whoever it is to: the message is lines of 7-bit text, none too long,
// and has the header fields it should have.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "adapters/mail/letters.hpp"
#include "adapters/mail/mime.hpp"

namespace {

/// Whether every line ends with CR LF and has at most 998 printable characters or blanks.
bool is_wire_text(std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find("\r\n");
    if (end == std::string_view::npos || end > 998) return false;
    for (const char c : text.substr(0, end)) {
      if (c < 0x20 || c == 0x7f) return false;
    }
    text.remove_prefix(end + 2);
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto half = text.substr(0, size / 2);
  const outbound::Message message{.id = MailId("id"),
                                  .created_at = {},
                                  .to = half.substr(0, 254),
                                  .subject = half.substr(0, 300),
                                  .text = text,
                                  .html = text.substr(half.size())};
  const auto wire =
      mail::mime_text(message, {.name = half.substr(0, 100), .address = "a@b.example"});
  const auto header = wire.substr(0, wire.find("\r\n\r\n"));
  if (!is_wire_text(wire) ||
      header.find("\r\nMessage-ID: <id@b.example>\r\n") == std::string::npos) {
    std::abort();
  }
  const auto name = mail::greeted_name(text);
  if (!name.empty() && name != text) std::abort();
  if (name.find_first_of("/@:<>\r\n") != std::string::npos) std::abort();
  return 0;
}
