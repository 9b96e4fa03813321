#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "domain/secret.hpp"
#include "domain/strong.hpp"

namespace chancery {

// Recovery codes, for who has lost the other factor: each works once (NIST SP 800-63B §5.1.2,
// "look-up secrets").

/// How many of them a user gets.
inline constexpr std::size_t recovery_code_count = 10;
/// 80 bits each.
inline constexpr std::size_t recovery_code_length = 10;

/// What a store keeps instead of a recovery code: a keyed digest that is bound to its user.
using RecoveryCodeDigest = Strong<struct RecoveryCodeDigestTag>;

/// The code of so many random bytes: base32 in four groups, `abcd-efgh-ijkl-mnop`.
Secret recovery_code(const Secret& bytes);

/// A code as a person typed it, in the form of `recovery_code`: without regard to case, spaces and
/// hyphens. Nothing for any other text.
std::optional<Secret> read_recovery_code(std::string_view typed);

}  // namespace chancery
