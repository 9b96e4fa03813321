#pragma once

#include <string_view>

#include "domain/password_hash_format.hpp"
#include "domain/secret.hpp"

namespace chancery::crypto {

/// Whether `password` made the hash `encoded`, which `read_password_hash` has read as `fields`. The
/// bytes are taken as they are. bcrypt looks at the first 72; what crypt(3) makes takes no NUL and
/// matches no password of 512 bytes or more. The comparison takes the same time
/// wherever the hashes differ. Throws Unavailable when memory is out: that is no wrong password.
///
/// Takes the time and the memory that `fields` say. Thread-safe once libsodium has started.
[[nodiscard]] bool password_matches(const Secret& password, const PasswordHashFields& fields,
                                    std::string_view encoded);

}  // namespace chancery::crypto
