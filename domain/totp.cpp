#include "domain/totp.hpp"

#include <algorithm>

#include "domain/codec/base32.hpp"
#include "domain/uri.hpp"

namespace chancery {
namespace {

constexpr std::uint32_t totp_modulus = 1'000'000;

unsigned byte_at(std::string_view bytes, std::size_t index) {
  return static_cast<unsigned char>(bytes[index]);
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', digits[byte >> 4U], digits[byte & 0xfU]};
  }
  return out;
}

}  // namespace

std::int64_t totp_step(Instant at) {
  return std::chrono::floor<Lifetime>(at).time_since_epoch() / totp_period;
}

std::array<std::int64_t, 3> believed_totp_steps(Instant now) {
  const auto step = totp_step(now);
  return {step, step - 1, step + 1};
}

std::string totp_message(std::int64_t step) {
  std::string message(8, '\0');
  auto rest = static_cast<std::uint64_t>(step);
  for (auto it = message.rbegin(); it != message.rend(); ++it, rest >>= 8U) {
    *it = static_cast<char>(rest & 0xffU);
  }
  return message;
}

std::string totp_code(std::string_view mac) {
  const auto offset = byte_at(mac, mac.size() - 1) & 0xfU;
  const std::uint32_t number = (byte_at(mac, offset) & 0x7fU) << 24U |
                               byte_at(mac, offset + 1) << 16U | byte_at(mac, offset + 2) << 8U |
                               byte_at(mac, offset + 3);
  auto digits = std::to_string(number % totp_modulus);
  return std::string(totp_digits - digits.size(), '0') + digits;
}

std::optional<Secret> read_totp_code(std::string_view typed) {
  std::string digits(typed);
  std::erase(digits, ' ');
  const bool all = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (!all || digits.size() != totp_digits) return std::nullopt;
  return Secret(std::move(digits));
}

Secret totp_uri(const Secret& key, std::string_view issuer_name, std::string_view account_name) {
  const auto issuer = percent_encoded(issuer_name);
  return Secret("otpauth://totp/" + issuer + ':' + percent_encoded(account_name) +
                "?secret=" + codec::base32(key.reveal()) + "&issuer=" + issuer +
                "&algorithm=SHA1&digits=6&period=30");
}

std::string issuer_name(const Issuer& issuer) {
  const auto uri = Uri::parse(issuer.value());
  if (!uri || uri->host.empty()) return issuer.value();
  const bool is_usual = !uri->port || (uri->scheme == "https" && *uri->port == 443);
  return is_usual ? uri->host : uri->host + ':' + std::to_string(*uri->port);
}

}  // namespace chancery
