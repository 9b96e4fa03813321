#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/secret.hpp"
#include "domain/strong.hpp"

namespace chancery {

/// What a refresh token says in plain sight, bound together by its tag.
struct RefreshTokenBody {
  KeyId tag_key;             ///< which key made the tag; 1 to 32 characters of base64url
  FamilyId family;           ///< 22 characters of base64url
  std::uint32_t generation;  ///< of the family
  Secret secret;             ///< 32 bytes
};

/// The wire form: `crt_` and base64url of body and tag. The prefix lets secret scanners find leaked
/// ones. `tag` is HMAC-SHA-256 over `tagged_bytes`, 32 bytes.
struct RefreshToken {
  RefreshTokenBody body;
  std::string tag;
};

/// What the tag covers: every field, each of fixed length or behind its length.
std::string tagged_bytes(const RefreshTokenBody& body);

Secret write_refresh_token(const RefreshToken& token);

/// Strict: nothing for any text that `write_refresh_token` cannot have produced. The tag is not
/// verified.
std::optional<RefreshToken> read_refresh_token(std::string_view text);

}  // namespace chancery
