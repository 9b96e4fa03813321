#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chancery::http {

/// An IPv4 or IPv6 address; an IPv4-mapped one (`::ffff:192.0.2.1`) is the IPv4 address.
class IpAddress {
 public:
  using Bytes = std::array<std::uint8_t, 16>;

  /// The unspecified address, `::`.
  IpAddress() = default;
  explicit IpAddress(const Bytes& bytes) : bytes_(bytes) {}

  /// Strict: four decimal numbers without leading zeros, or RFC 4291 §2.2 text; no zone, no port.
  /// What Poco would take besides (`127.1`, `0177.0.0.1`; fact A-56) is nothing here.
  static std::optional<IpAddress> parse(std::string_view text);

  [[nodiscard]] bool is_ipv4() const;
  [[nodiscard]] bool is_loopback() const;  ///< 127.0.0.0/8 and ::1
  [[nodiscard]] std::string text() const;
  /// Network byte order; IPv4 as ::ffff:a.b.c.d.
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  /// The address with all but the first `length` of its 128 bits zero.
  [[nodiscard]] IpAddress prefix(unsigned length) const;

  /// What one client is counted by: an IPv4 address as it is, of an IPv6 one its /64.
  [[nodiscard]] IpAddress network() const { return is_ipv4() ? *this : prefix(64); }

  auto operator<=>(const IpAddress&) const = default;

 private:
  Bytes bytes_{};
};

/// A range of addresses: `10.0.0.0/8`, `fd00::/8`, or one address alone.
class IpRange {
 public:
  static std::optional<IpRange> parse(std::string_view text);
  [[nodiscard]] bool contains(const IpAddress& address) const {
    return address.prefix(length_) == network_;
  }

 private:
  IpRange(const IpAddress& address, unsigned length)
      : network_(address.prefix(length)), length_(length) {}

  IpAddress network_;
  unsigned length_;  ///< of 128
};

}  // namespace chancery::http
