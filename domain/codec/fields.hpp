#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/codec/decimal.hpp"

/// Texts of several fields that travel as one, sealed by who writes them: each field behind its
/// length, so that none can pass for two.
namespace chancery::codec {

/// Appends `5:field`.
inline void append_field(std::string& out, std::string_view field) {
  out += std::to_string(field.size());
  out += ':';
  out += field;
}

/// Takes a number without leading zeros off the front of `text`, and the `end` behind it; nothing,
/// and `text` unchanged, if it does not begin with one.
template <class Number>
std::optional<Number> take_number(std::string_view& text, char end) {
  const auto length = text.find(end);
  if (length == std::string_view::npos) return std::nullopt;
  const auto number = from_decimal<Number>(text.substr(0, length));
  if (!number || std::to_string(*number) != text.substr(0, length)) return std::nullopt;
  text.remove_prefix(length + 1);
  return number;
}

/// Takes a field off the front of `text`; nothing if it does not begin with one.
inline std::optional<std::string> take_field(std::string_view& text) {
  const auto size = take_number<std::uint16_t>(text, ':');
  if (!size || *size > text.size()) return std::nullopt;
  std::string field(text.substr(0, *size));
  text.remove_prefix(*size);
  return field;
}

}  // namespace chancery::codec
