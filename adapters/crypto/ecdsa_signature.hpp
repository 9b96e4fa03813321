#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chancery::crypto {

/// r ‖ s of P-256, 32 bytes each (RFC 7518 §3.4).
inline constexpr std::size_t raw_signature_length = 64;

/// From the DER that OpenSSL signs with to the r ‖ s that JOSE sends. Throws Unavailable if it is
/// no signature of P-256.
[[nodiscard]] std::string raw_from_der(std::string_view der);

/// The other way, from exactly `raw_signature_length` bytes. Judges nothing: zeros and numbers
/// beyond the group's order come out as they went in, for the verification to refuse.
[[nodiscard]] std::string der_from_raw(std::string_view raw);

}  // namespace chancery::crypto
