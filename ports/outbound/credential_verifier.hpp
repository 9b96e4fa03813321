#pragma once

#include <string_view>

#include "domain/webauthn/credential_key.hpp"

namespace chancery::outbound {

/// Signatures of passkeys. Thread-safe; may throw Unavailable.
class CredentialVerifier {
 public:
  virtual ~CredentialVerifier() = default;

  /// Whether the numbers are a key of their kind: a point of the curve, and of its large subgroup.
  /// A passkey of other numbers would never open anything.
  [[nodiscard]] virtual bool is_key(const CredentialKey& key) const = 0;

  /// Whether the key's private half has signed the message: ES256 (DER), RS256 or EdDSA, by the
  /// kind of key (WebAuthn §6.5.5). False for numbers that are no key.
  [[nodiscard]] virtual bool verify(const CredentialKey& key, std::string_view message,
                                    std::string_view signature) const = 0;
};

}  // namespace chancery::outbound
