#include "adapters/mail/mime.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "domain/codec/base64url.hpp"
#include "domain/codec/utf8.hpp"

namespace chancery::mail {
namespace {

constexpr std::string_view line_end = "\r\n";
/// RFC 5322 §2.1.1, without the line's end.
constexpr std::size_t longest_line = 998;
/// RFC 2045 §6.7, with the `=` of a soft break.
constexpr std::size_t longest_quoted_line = 76;
/// What one encoded word carries: 60 characters of base64, and less than 75 in all.
constexpr std::size_t word_bytes = 45;

bool is_printable(char c) { return c >= 0x20 && c < 0x7f; }

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// Whether the text can stand as it is in a message of 7-bit lines.
bool is_plain(std::string_view text) {
  while (!text.empty()) {
    const auto line = take_line(text);
    if (line.size() > longest_line || !std::ranges::all_of(line, is_printable)) return false;
  }
  return true;
}

std::string with_line_ends(std::string_view text) {
  std::string out;
  while (!text.empty()) out.append(take_line(text)).append(line_end);
  return out;
}

void append_hex(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out.append("=").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
}

std::string quoted_line(std::string_view line) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool is_last = i + 1 == line.size();
    const bool stays = is_printable(line[i]) && line[i] != '=' && (!is_last || line[i] != ' ');
    const std::size_t width = stays ? 1 : 3;
    if (out.size() - begin + width > longest_quoted_line - (is_last ? 0 : 1)) {
      out.append("=").append(line_end);
      begin = out.size();
    }
    if (stays) {
      out += line[i];
    } else {
      append_hex(out, line[i]);
    }
  }
  return out;
}

/// What fits into one encoded word: whole characters.
std::string_view take_word(std::string_view& text) {
  auto rest = text;
  std::size_t length = 0;
  while (!rest.empty()) {
    // What is no UTF-8 goes byte by byte.
    if (!codec::take_code_point(rest)) rest.remove_prefix(1);
    const auto longer = text.size() - rest.size();
    if (longer > word_bytes) break;
    length = longer;
  }
  const auto word = text.substr(0, length);
  text.remove_prefix(length);
  return word;
}

std::string mailbox(const Sender& from) {
  if (from.name.empty()) return from.address;
  const auto name = header_text(from.name);
  if (name != from.name) return name + " <" + from.address + '>';
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return quoted + "\" <" + from.address + '>';
}

std::string domain_of(const std::string& address) { return address.substr(address.find('@') + 1); }

std::string part(std::string_view type, std::string_view text) {
  const bool plain = is_plain(text);
  std::string out = "Content-Type: " + std::string(type) + "; charset=utf-8\r\n";
  out += plain ? "Content-Transfer-Encoding: 7bit\r\n\r\n"
               : "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
  return out += plain ? with_line_ends(text) : quoted_printable(text);
}

}  // namespace

std::string header_text(std::string_view text) {
  // What looks like an encoded word would be read as one.
  if (std::ranges::all_of(text, is_printable) && text.find("=?") == std::string_view::npos) {
    return std::string(text);
  }
  std::string out;
  while (!text.empty()) {
    out += out.empty() ? "" : "\r\n ";
    out += "=?UTF-8?B?" + codec::base64(take_word(text)) + "?=";
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) out.append(quoted_line(take_line(text))).append(line_end);
  return out;
}

std::string mail_date(Instant at) {
  using namespace std::chrono;
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = floor<std::chrono::days>(at);
  const year_month_day date(day);
  const hh_mm_ss time(at - day);
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                days.at(weekday(day).c_encoding()), unsigned{date.day()},
                months.at(unsigned{date.month()} - 1), int{date.year()},
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

std::string mime_text(const outbound::Message& message, const Sender& from) {
  // No text that is encoded as here has "=_" in it, and none that is not has the id.
  const auto boundary = "=_" + message.id.value();
  std::string out = "From: " + mailbox(from) + "\r\nTo: " + header_text(message.to) +
                    "\r\nSubject: " + header_text(message.subject) +
                    "\r\nDate: " + mail_date(message.created_at) + "\r\nMessage-ID: <" +
                    message.id.value() + '@' + domain_of(from.address) +
                    ">\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"
                    "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"" +
                    boundary + "\"\r\n";
  for (const auto& [type, text] :
       {std::pair("text/plain", &message.text), std::pair("text/html", &message.html)}) {
    out += "\r\n--" + boundary + "\r\n" + part(type, *text);
  }
  return out += "\r\n--" + boundary + "--\r\n";
}

}  // namespace chancery::mail
