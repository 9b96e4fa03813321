#include "adapters/mail/smtp_reply.hpp"

#include <algorithm>

#include "domain/codec/ascii.hpp"
#include "domain/codec/decimal.hpp"

namespace chancery::mail {
namespace {

using codec::is_digit;

constexpr std::size_t code_length = 3;

/// The status code at the front of the text: three numbers of up to three digits.
std::string enhanced_status(std::string_view text) {
  const auto status = text.substr(0, text.find(' '));
  const auto dots = std::ranges::count(status, '.');
  const bool is_numbers =
      std::ranges::all_of(status, [](char c) { return is_digit(c) || c == '.'; });
  if (dots != 2 || !is_numbers || status.size() > 9) return {};
  if (status.front() == '.' || status.back() == '.' || status.contains("..")) return {};
  return std::string(status);
}

}  // namespace

std::optional<SmtpReply> read_smtp_reply(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  const auto digits = line.substr(0, code_length);
  if (digits.size() != code_length || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
  const auto rest = line.substr(code_length);
  if (!rest.empty() && rest.front() != ' ') return std::nullopt;
  const auto code = codec::from_decimal<int>(digits);
  if (!code || *code < 200 || *code > 599) return std::nullopt;
  return SmtpReply{*code, rest.empty() ? std::string() : enhanced_status(rest.substr(1))};
}

bool is_no_such_mailbox(const SmtpReply& reply) {
  const bool is_mailbox = reply.code == 550 || reply.code == 551 || reply.code == 553;
  if (!is_mailbox) return false;
  return reply.enhanced.empty() || reply.enhanced.starts_with("5.1.") || reply.enhanced == "5.2.1";
}

}  // namespace chancery::mail
