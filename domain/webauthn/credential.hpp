#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/authentication.hpp"
#include "domain/factor.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"
#include "domain/webauthn/credential_key.hpp"

namespace chancery {

/// What an authenticator calls a credential: its bytes in base64url.
using CredentialId = Strong<struct CredentialIdTag>;

/// A passkey, or the key of a security key, as it is kept (WebAuthn §4, "credential record").
struct Credential {
  CredentialId id;
  FactorId factor;
  UserId user;
  /// What its user calls it.
  std::string name;
  CredentialKey key;
  /// The highest number that its authenticator has signed with; 0 for one that does not count.
  std::uint32_t sign_count = 0;
  bool backup_eligible = false;
  bool backed_up = false;
  /// How browsers reach its authenticator (WebAuthn §5.8.4), in ascending order.
  std::vector<std::string> transports{};
  /// Of the newest challenge that it answered: one that is not newer is worth nothing any more.
  std::int64_t last_challenge = 0;
  Instant created_at{};
  std::optional<Instant> last_used_at{};

  bool operator==(const Credential&) const = default;
};

/// What its user sees of it.
inline Factor factor_of(const Credential& credential) {
  return {.id = credential.factor,
          .kind = FactorKind::passkey,
          .name = credential.name,
          .created_at = credential.created_at,
          .last_used_at = credential.last_used_at};
}

/// The `amr` word for its key: one that can be copied is not in one piece of hardware.
inline const char* key_method(const Credential& credential) {
  return credential.backup_eligible ? amr::software_key : amr::hardware_key;
}

}  // namespace chancery
