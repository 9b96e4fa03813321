#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/secret.hpp"

namespace chancery::crypto {

inline constexpr std::size_t gcm_nonce_length = 12;
inline constexpr std::size_t gcm_tag_length = 16;

/// AES-256-GCM (NIST SP 800-38D): ciphertext ‖ 128-bit tag. Key 32 bytes, nonce 12 bytes, never
/// used twice under one key. Throws Unavailable when OpenSSL fails.
[[nodiscard]] std::string aes_256_gcm_seal(const Secret& key, std::string_view nonce,
                                           const Secret& plaintext,
                                           std::string_view associated_data);

/// The plaintext; nothing unless key, nonce, associated data and every bit of the box are right.
[[nodiscard]] std::optional<Secret> aes_256_gcm_open(const Secret& key, std::string_view nonce,
                                                     std::string_view box,
                                                     std::string_view associated_data);

}  // namespace chancery::crypto
