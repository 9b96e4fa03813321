#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chancery::codec {

/// RFC 4648 §6 without padding, in upper case, as people type it and authenticator apps read it.
std::string base32(std::string_view bytes);

/// Strict and canonical: upper case, no padding, no white space, no spare bits set, so every byte
/// string has exactly one text. Nothing for any other text.
std::optional<std::string> from_base32(std::string_view text);

}  // namespace chancery::codec
