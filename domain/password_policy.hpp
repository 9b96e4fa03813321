#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "domain/user.hpp"

namespace chancery {

// What may be a password (NIST SP 800-63B §3.1.1.2, ASVS 6.2): no composition rules, no truncation,
// every byte counts, also leading spaces. Lengths are those of the normal form.

inline constexpr std::size_t min_password_length = 8;     ///< characters: Unicode code points
inline constexpr std::size_t max_password_length = 1024;  ///< bytes, refused before hashing

/// The password as it is hashed, compared and looked up, when it is set as when it is proved:
/// normalization form C of Unicode, so that the keyboard that typed an accent makes no difference.
/// Nothing of what no account can have: bytes that are no UTF-8, a NUL, more than 1024 bytes; such
/// text costs no more than reading it (attack B84).
std::optional<Secret> normal_form(const Secret& password);

enum class PasswordFault {
  not_text,    ///< no UTF-8
  has_nul,     ///< C strings would end there
  too_long,    ///< in bytes
  too_short,   ///< in characters
  repetitive,  ///< one to three characters over and over, or one after the other: `12345678`
  personal,    ///< most of it is the owner's name or address, or this service's
};

/// Why nobody may choose this password for that account; nothing when nothing is known against it.
/// Whether others chose it before is the blocklist's business.
std::optional<PasswordFault> fault_of(const Secret& password, const User& owner,
                                      const Issuer& issuer);

/// What is wrong and how it would be right, for a person; holds nothing of the password.
std::string_view message(PasswordFault fault);

}  // namespace chancery
