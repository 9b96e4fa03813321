#pragma once

#include <string>
#include <vector>

#include "domain/secret.hpp"
#include "domain/webauthn/credential.hpp"
#include "domain/webauthn/relying_party.hpp"

namespace chancery {

/// How long a browser waits for its user.
inline constexpr Lifetime passkey_timeout = std::chrono::minutes(5);

/// A credential as browsers are told of it (WebAuthn §5.8.3).
struct CredentialDescriptor {
  CredentialId id;
  std::vector<std::string> transports{};

  bool operator==(const CredentialDescriptor&) const = default;
};

inline CredentialDescriptor descriptor_of(const Credential& credential) {
  return {credential.id, credential.transports};
}

/// What a browser is asked for when a passkey is used (WebAuthn §5.5).
struct PasskeyRequest {
  /// base64url.
  std::string challenge;
  std::string party_id;
  /// Empty: any that the browser finds for the party.
  std::vector<CredentialDescriptor> allowed{};
  /// Whether the authenticator has to verify its user; else it may.
  bool verify_user = false;

  bool operator==(const PasskeyRequest&) const = default;
};

/// What a browser is asked for when one is made (WebAuthn §5.4): no attestation, discoverable if
/// it can be, its user verified if they can be.
struct PasskeyCreation {
  std::string challenge;
  RelyingParty party;
  /// base64url; tells nothing of the user (§14.6.1).
  std::string user_handle;
  std::string user_name;
  /// Those that the user has already.
  std::vector<CredentialDescriptor> excluded{};

  bool operator==(const PasskeyCreation&) const = default;
};

}  // namespace chancery
