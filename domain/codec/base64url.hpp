#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chancery::codec {

/// RFC 4648 §5 without padding, as JOSE wants it (RFC 7515 §2).
std::string base64url(std::string_view bytes);

/// Strict and canonical: no padding, no white space, no spare bits set, so every byte string has
/// exactly one text (attack B46). Nothing for any other text.
std::optional<std::string> from_base64url(std::string_view text);

/// RFC 4648 §4 with padding, as `Authorization: Basic` wants it. Strict and canonical likewise.
std::optional<std::string> from_base64(std::string_view text);

/// RFC 4648 §4 with padding.
std::string base64(std::string_view bytes);

}  // namespace chancery::codec
