#include "domain/refresh_token.hpp"

#include "domain/codec/base64url.hpp"

namespace chancery {
namespace {

constexpr std::string_view prefix = "crt_";
constexpr char version = 1;
constexpr std::size_t family_length = 22;
constexpr std::size_t secret_length = 32;
constexpr std::size_t tag_length = 32;
constexpr std::size_t max_key_length = 32;

std::string big_endian(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((value >> shift) & 0xffU);
  return out;
}

std::uint32_t from_big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes) value = (value << 8U) | static_cast<unsigned char>(c);
  return value;
}

/// Takes the next `length` bytes off `rest`; the caller has checked that they are there.
std::string_view take(std::string_view& rest, std::size_t length) {
  const auto taken = rest.substr(0, length);
  rest.remove_prefix(length);
  return taken;
}

}  // namespace

std::string tagged_bytes(const RefreshTokenBody& body) {
  const auto& key = body.tag_key.value();
  return std::string{version, static_cast<char>(key.size())} + key + body.family.value() +
         big_endian(body.generation) + body.secret.reveal();
}

Secret write_refresh_token(const RefreshToken& token) {
  return Secret(std::string(prefix) + codec::base64url(tagged_bytes(token.body) + token.tag));
}

std::optional<RefreshToken> read_refresh_token(std::string_view text) {
  if (!text.starts_with(prefix)) return std::nullopt;
  const auto bytes = codec::from_base64url(text.substr(prefix.size()));
  if (!bytes || bytes->size() < 2 || bytes->front() != version) return std::nullopt;
  auto rest = std::string_view(*bytes).substr(1);
  const auto key_length = static_cast<unsigned char>(take(rest, 1)[0]);
  if (key_length == 0 || key_length > max_key_length) return std::nullopt;
  if (rest.size() != key_length + family_length + 4 + secret_length + tag_length)
    return std::nullopt;

  const auto key = take(rest, key_length);
  const auto family = take(rest, family_length);
  if (!codec::from_base64url(key) || !codec::from_base64url(family)) return std::nullopt;
  const auto generation = from_big_endian(take(rest, 4));
  const auto secret = take(rest, secret_length);
  return RefreshToken{.body = {.tag_key = KeyId(std::string(key)),
                               .family = FamilyId(std::string(family)),
                               .generation = generation,
                               .secret = Secret(std::string(secret))},
                      .tag = std::string(rest)};
}

}  // namespace chancery
