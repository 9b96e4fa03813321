#include "domain/phc_string.hpp"

#include <algorithm>

#include "domain/codec/decimal.hpp"

namespace chancery {
namespace {

constexpr std::size_t min_salt_length = 11;   // 8 bytes in base64 (RFC 9106 §3.1)
constexpr std::size_t min_hash_length = 22;   // 16 bytes
constexpr std::size_t max_field_length = 86;  // 64 bytes

bool take(std::string_view& rest, std::string_view token) {
  if (!rest.starts_with(token)) return false;
  rest.remove_prefix(token.size());
  return true;
}

std::optional<std::uint32_t> take_number(std::string_view& rest) {
  const auto length = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const auto digits = rest.substr(0, length);
  rest.remove_prefix(length);
  if (digits.starts_with('0')) return std::nullopt;
  return codec::from_decimal<std::uint32_t>(digits);
}

bool is_base64(std::string_view text, std::size_t min_length) {
  return text.size() >= min_length && text.size() <= max_field_length &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '+' || c == '/';
         });
}

}  // namespace

std::optional<Argon2Cost> read_argon2_cost(std::string_view phc) {
  auto rest = phc;
  if (!take(rest, "$argon2id") && !take(rest, "$argon2i")) return std::nullopt;
  if (!take(rest, "$v=19$m=")) return std::nullopt;
  const auto memory = take_number(rest);
  if (!memory || !take(rest, ",t=")) return std::nullopt;
  const auto passes = take_number(rest);
  if (!passes || !take(rest, ",p=")) return std::nullopt;
  const auto lanes = take_number(rest);
  if (!lanes || !take(rest, "$")) return std::nullopt;
  const auto salt = rest.substr(0, rest.find('$'));
  rest.remove_prefix(salt.size());
  if (!is_base64(salt, min_salt_length) || !take(rest, "$")) return std::nullopt;
  if (!is_base64(rest, min_hash_length)) return std::nullopt;
  return Argon2Cost{*memory, *passes, *lanes};
}

}  // namespace chancery
