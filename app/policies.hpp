#pragma once

#include "adapters/breaker/breaker.hpp"
#include "adapters/crypto/password_hasher.hpp"
#include "adapters/sql/database.hpp"
#include "app/settings.hpp"
#include "domain/key_schedule.hpp"

namespace chancery {

/// How long keys sign and are published under these settings.
KeyPolicy key_policy(const Settings& settings);

/// How passwords are hashed under these settings.
crypto::PasswordHasher::Limits hash_limits(const Settings& settings);

/// A server may be away, and is then asked sparingly. A SQLite file never is: one that cannot be
/// written fails at once by itself, and can still be read.
breaker::Breaker::Options breaker_options(sql::Engine engine);

}  // namespace chancery
