#pragma once

#include <string_view>

namespace chancery::crypto {

/// Whether PasswordHasher could verify a password against the stored text, at the price that
/// domain/password_hash_format.hpp allows. Whether its pepper is among those of the settings is not
/// asked. Pure.
bool is_known_hash(std::string_view stored);

}  // namespace chancery::crypto
