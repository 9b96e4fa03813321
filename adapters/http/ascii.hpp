#pragma once

#include <optional>

#include "domain/codec/ascii.hpp"

namespace chancery::http {

// What HTTP's grammars need of text: ASCII only, no locale.

using codec::is_alpha;
using codec::is_control;
using codec::is_digit;
using codec::lower;
using codec::same_ignoring_case;
using codec::trim;

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

}  // namespace chancery::http
