#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "domain/secret.hpp"

namespace chancery {

/// How a Firebase project hashes passwords: the block `hash_config { … }` that its console shows.
struct FirebaseHashConfig {
  /// Bytes. Whoever has it and the hashes can guess passwords; it goes into every hash's text.
  Secret signer_key;
  std::string salt_separator;
  std::int64_t rounds;
  std::int64_t memory_cost;
};

/// Reads lines `name: value,` between braces or without them: `algorithm` (SCRYPT),
/// `base64_signer_key`, `base64_salt_separator`, `rounds` (1 to 8), `mem_cost` (1 to 14); each
/// once. Or why it cannot, without a value.
std::expected<FirebaseHashConfig, std::string> read_firebase_hash_config(std::string_view text);

}  // namespace chancery
