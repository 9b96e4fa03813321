#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace chancery::codec {

/// A decimal number and nothing else: digits only, no sign for unsigned types, no white space, in
/// the range of the type. Nothing for any other text.
template <std::integral Number>
std::optional<Number> from_decimal(std::string_view text) {
  Number value{};
  const auto* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc{} || end != last) return std::nullopt;
  return value;
}

}  // namespace chancery::codec
