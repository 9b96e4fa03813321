#pragma once

#include <string_view>

namespace chancery {

/// Whether `text` may be a `code_challenge` of the method S256: 32 bytes in base64url (RFC 7636
/// §4.2).
bool is_code_challenge(std::string_view text);

/// Whether `text` may be a `code_verifier`: 43 to 128 unreserved characters (RFC 7636 §4.1).
bool is_code_verifier(std::string_view text);

/// Whether the verifier whose SHA-256, in base64url, is `digest` made the challenge (RFC 7636
/// §4.6); in time that does not depend on where they differ.
bool answers_challenge(std::string_view challenge, std::string_view digest);

}  // namespace chancery
