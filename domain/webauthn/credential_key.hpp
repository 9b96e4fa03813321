#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace chancery {

// The public keys of passkeys. Numbers are bytes, big-endian, unsigned.

/// ES256 on P-256: 32 bytes each.
struct P256Key {
  std::string x;
  std::string y;

  bool operator==(const P256Key&) const = default;
};
/// RS256: 2048 to 4096 bits, neither number with leading zeros.
struct RsaKey {
  std::string n;
  std::string e;

  bool operator==(const RsaKey&) const = default;
};
/// EdDSA with Ed25519: 32 bytes.
struct Ed25519Key {
  std::string x;

  bool operator==(const Ed25519Key&) const = default;
};
/// In the order in which we like them.
using CredentialKey = std::variant<Ed25519Key, P256Key, RsaKey>;

/// Whether the numbers have the lengths they must have. Whether they are a key of their curve, only
/// who verifies with them can tell.
bool is_well_formed(const CredentialKey& key);

/// What its kind of signature is called in COSE (RFC 9053 §2, RFC 8812 §2): -8, -7 or -257.
std::int64_t cose_algorithm(const CredentialKey& key);

/// The key as a JWK (RFC 7517, RFC 7518 §6, RFC 8037 §2) in JSON, and back: strict, nothing for
/// any text that this cannot have written.
std::string write_credential_key(const CredentialKey& key);
std::optional<CredentialKey> read_credential_key(std::string_view jwk);

}  // namespace chancery
