#include "adapters/blocklist/password_key.hpp"

#include <openssl/sha.h>

#include <array>
#include <charconv>

#include "domain/codec/decimal.hpp"
#include "domain/codec/utf8.hpp"
#include "domain/password_policy.hpp"

namespace chancery::blocklist {
namespace {

constexpr std::size_t sha1_digits = 40;
constexpr std::size_t key_digits = 16;

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

bool is_long_enough(std::string_view password) {
  std::size_t characters = 0;
  while (codec::take_code_point(password)) ++characters;
  return characters >= min_password_length;
}

}  // namespace

std::uint64_t password_key(std::string_view password) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(password.data()), password.size(), digest.data());
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i) key = (key << 8U) | digest[i];
  return key;
}

std::optional<std::uint64_t> key_of_sha1_line(std::string_view line) {
  const auto digest = line.substr(0, sha1_digits);
  if (digest.size() != sha1_digits || !is_hex(digest)) return std::nullopt;
  const auto rest = line.substr(sha1_digits);
  const bool is_counted =
      rest.starts_with(':') && codec::from_decimal<std::uint64_t>(rest.substr(1));
  if (!rest.empty() && !is_counted) return std::nullopt;
  std::uint64_t key = 0;
  std::from_chars(digest.data(), digest.data() + key_digits, key, 16);
  return key;
}

std::optional<std::uint64_t> key_of_password_line(std::string_view line) {
  const auto normal = normal_form(Secret(std::string(line)));
  if (!normal || !is_long_enough(normal->reveal())) return std::nullopt;
  return password_key(normal->reveal());
}

}  // namespace chancery::blocklist
