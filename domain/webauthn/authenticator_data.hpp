#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chancery {

/// A credential that an authenticator has just made (WebAuthn §6.5.1).
struct AttestedCredential {
  /// 1 to 1023 bytes.
  std::string id;
  /// The public key as COSE_Key, and what may follow it: CBOR, still to be read.
  std::string key_and_rest;

  bool operator==(const AttestedCredential&) const = default;
};

/// What an authenticator says of a ceremony (WebAuthn §6.1), as far as we look at it.
struct AuthenticatorData {
  /// SHA-256 of the relying party's id; 32 bytes.
  std::string party_hash;
  bool user_present = false;
  bool user_verified = false;
  /// Whether the key may be copied between devices, and whether it has been.
  bool backup_eligible = false;
  bool backed_up = false;
  /// Whether extensions follow.
  bool has_extensions = false;
  std::uint32_t sign_count = 0;
  std::optional<AttestedCredential> credential{};

  bool operator==(const AuthenticatorData&) const = default;
};

/// Strict: nothing for bytes that are cut off, that go on where nothing was announced, or that say
/// of a key that it was copied and cannot be.
std::optional<AuthenticatorData> read_authenticator_data(std::string_view bytes);

}  // namespace chancery
