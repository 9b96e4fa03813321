#include "app/cli/console.hpp"

#include <istream>
#include <ostream>

#include "domain/codec/utf8.hpp"

namespace chancery::cli {
namespace {

constexpr std::size_t longest_secret = 4096;

bool is_control(char32_t c) {
  const bool reorders = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || reorders;
}

void append_escape(std::string& out, char32_t c) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[(c >> shift) & 0xfU];
}

std::expected<Secret, Complaint> read_line(std::istream& in, const std::string& what) {
  std::string line;
  for (char c = 0; in.get(c) && c != '\n';) {
    if (line.size() == longest_secret) {
      return std::unexpected(Complaint{"the " + what + " on standard input is too long"});
    }
    line += c;
  }
  if (line.ends_with('\r')) line.pop_back();
  return Secret(std::move(line));
}

std::expected<Secret, Complaint> ask(Console& console, const std::string& what, bool repeated) {
  auto first = console.ask(what + ": ");
  if (!first) return std::unexpected(Complaint{"no " + what + " was given"});
  if (!repeated) return std::move(*first);
  const auto second = console.ask(what + " again: ");
  if (!second || !constant_time_equal(first->reveal(), second->reveal())) {
    return std::unexpected(Complaint{"the two are not the same"});
  }
  return std::move(*first);
}

}  // namespace

std::expected<Secret, Complaint> read_secret(Console& console, const std::string& what,
                                             bool repeated) {
  auto secret = console.ask ? ask(console, what, repeated) : read_line(console.in, what);
  if (secret && secret->reveal().empty()) {
    return std::unexpected(
        Complaint{"the " + what + " is empty", "write it as one line to standard input"});
  }
  return secret;
}

void print(std::ostream& err, const Complaint& complaint) {
  err << "error: " << printable(complaint.message) << '\n';
  if (!complaint.hint.empty()) err << "hint: " << printable(complaint.hint) << '\n';
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto code_point = codec::take_code_point(text);
    if (!code_point) {
      text.remove_prefix(1);
      codec::append_utf8(out, 0xfffd);
    } else if (is_control(*code_point)) {
      append_escape(out, *code_point);
    } else {
      codec::append_utf8(out, *code_point);
    }
  }
  return out;
}

}  // namespace chancery::cli
