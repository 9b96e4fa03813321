#include "adapters/http/dispatch/ip_address.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "domain/codec/decimal.hpp"

namespace chancery::http {
namespace {

constexpr IpAddress::Bytes mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
constexpr unsigned mapped_bits = 96;

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string terminated(text);
  Bytes bytes = mapped;
  if (inet_pton(AF_INET, terminated.c_str(), &bytes[12]) == 1) return IpAddress(bytes);
  if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) return IpAddress(bytes);
  return std::nullopt;
}

bool IpAddress::is_ipv4() const { return prefix(mapped_bits).bytes_ == mapped; }

bool IpAddress::is_loopback() const {
  if (is_ipv4()) return bytes_[12] == 127;
  constexpr Bytes loopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  return bytes_ == loopback;
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (is_ipv4()) {
    inet_ntop(AF_INET, &bytes_[12], out.data(), out.size());
  } else {
    inet_ntop(AF_INET6, bytes_.data(), out.data(), out.size());
  }
  return out.data();
}

IpAddress IpAddress::prefix(unsigned length) const {
  IpAddress out = *this;
  for (unsigned i = 0; i < out.bytes_.size(); ++i) {
    const unsigned kept = length <= i * 8 ? 0 : std::min(length - i * 8, 8U);
    out.bytes_[i] &= static_cast<std::uint8_t>(0xff00U >> kept);
  }
  return out;
}

std::optional<IpRange> IpRange::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return IpRange(*address, 128);
  const auto length = codec::from_decimal<unsigned>(text.substr(slash + 1));
  const unsigned offset = address->is_ipv4() ? mapped_bits : 0;
  if (!length || *length > 128 - offset) return std::nullopt;
  return IpRange(*address, offset + *length);
}

}  // namespace chancery::http
