#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace chancery::blocklist {

// What stands for a password in a filter: the first 64 bits of its SHA-1, since the lists of stolen
// passwords that one can get are lists of SHA-1. It protects nothing here. Pure.

/// Of the password's bytes.
std::uint64_t password_key(std::string_view password);

/// Of a line of such a list: 40 hexadecimal digits in either case, and perhaps a colon and a
/// decimal count. Nothing for any other text.
std::optional<std::uint64_t> key_of_sha1_line(std::string_view line);

/// Of a line that is a password itself, in its normal form. Nothing for what may be none anyway:
/// one that is too short or too long, or no text.
std::optional<std::uint64_t> key_of_password_line(std::string_view line);

}  // namespace chancery::blocklist
