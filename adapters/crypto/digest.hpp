#pragma once

#include <string>
#include <string_view>

#include "domain/secret.hpp"

namespace chancery::crypto {

/// SHA-256 (FIPS 180-4), 32 bytes. Cannot fail.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// SHA-512 (FIPS 180-4), 64 bytes. Cannot fail.
[[nodiscard]] std::string sha512(std::string_view bytes);

/// HMAC-SHA-256 (RFC 2104), 32 bytes, under a key of any length. Cannot fail.
[[nodiscard]] std::string hmac_sha256(const Secret& key, std::string_view bytes);

/// HMAC-SHA-1 (RFC 2104), 20 bytes, for RFC 6238 alone: authenticator apps know no other. Throws
/// Unavailable when OpenSSL fails.
[[nodiscard]] std::string hmac_sha1(const Secret& key, std::string_view bytes);

}  // namespace chancery::crypto
