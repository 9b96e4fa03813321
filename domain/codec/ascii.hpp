#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

namespace chancery::codec {

// What grammars of the Internet need of text: ASCII only, no locale.

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alpha(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

/// A control character (RFC 5234 CTL); bytes above 0x7f are none.
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// Equal but for the case of ASCII letters (RFC 9110 §5.1).
constexpr bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Without spaces and tabs at both ends (RFC 9110 §5.6.3, OWS).
constexpr std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The value of a hexadecimal digit; nothing for another character.
constexpr std::optional<unsigned> hex_digit(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  const char letter = lower(c);
  if (letter >= 'a' && letter <= 'f') return static_cast<unsigned>(letter - 'a' + 10);
  return std::nullopt;
}

/// The byte that two hexadecimal digits name.
constexpr std::optional<char> hex_byte(char high, char low) {
  const auto upper_half = hex_digit(high);
  const auto lower_half = hex_digit(low);
  if (!upper_half || !lower_half) return std::nullopt;
  return static_cast<char>(*upper_half * 16 + *lower_half);
}

}  // namespace chancery::codec
