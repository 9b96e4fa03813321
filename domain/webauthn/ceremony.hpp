#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/webauthn/authenticator_data.hpp"
#include "domain/webauthn/client_data.hpp"
#include "domain/webauthn/credential.hpp"
#include "domain/webauthn/relying_party.hpp"

namespace chancery {

/// Why a ceremony comes to nothing (attack B88).
enum class CeremonyFault : std::uint8_t {
  unreadable,         ///< client data, authenticator data, attestation or key
  wrong_type,         ///< a creation where a use was asked for, or the other way round
  wrong_challenge,    ///< another than was asked, or of another ceremony
  wrong_origin,       ///< another page asked, or ours in another's frame
  wrong_party,        ///< for another relying party
  user_absent,        ///< nobody touched it
  user_not_verified,  ///< though that was asked for
  no_credential,      ///< a creation that made none, or another than it says
  wrong_attestation,  ///< its own signature is not of its own key
  unknown_credential,
  another_users,   ///< or its user handle is not its user's
  changed_nature,  ///< it could not be copied and now can, or the other way round
  counter_back,    ///< its authenticator has counted further already: it was cloned
  wrong_signature,
  replayed,  ///< a challenge that is not newer than its last one
};

/// For the audit trail.
constexpr std::string_view name(CeremonyFault fault) {
  using enum CeremonyFault;
  switch (fault) {
    case unreadable: return "unreadable";
    case wrong_type: return "wrong_type";
    case wrong_challenge: return "wrong_challenge";
    case wrong_origin: return "wrong_origin";
    case wrong_party: return "wrong_party";
    case user_absent: return "user_absent";
    case user_not_verified: return "user_not_verified";
    case no_credential: return "no_credential";
    case wrong_attestation: return "wrong_attestation";
    case unknown_credential: return "unknown_credential";
    case another_users: return "another_users";
    case changed_nature: return "changed_nature";
    case counter_back: return "counter_back";
    case wrong_signature: return "wrong_signature";
    case replayed: return "replayed";
  }
  std::unreachable();
}

/// What was asked of the browser.
struct Ceremony {
  const RelyingParty& party;
  /// SHA-256 of the party's id.
  std::string_view party_hash;
  /// base64url.
  std::string_view challenge;
  bool verify_user = false;
};

/// What is wrong with the making of a credential (WebAuthn §7.1, 7 to 18); nothing if it may be
/// kept once its attestation was looked at.
std::optional<CeremonyFault> fault_of_creation(const Ceremony& ceremony, const ClientData& client,
                                               const AuthenticatorData& authenticator);

/// What is wrong with the use of a credential (WebAuthn §7.2, 11 to 23); nothing if it counts once
/// its signature was verified.
std::optional<CeremonyFault> fault_of_use(const Ceremony& ceremony, const ClientData& client,
                                          const AuthenticatorData& authenticator,
                                          const Credential& credential);

/// Whether an authenticator that signs with this number has counted on. One that does not count
/// says 0 every time.
bool has_counted_on(std::uint32_t last, std::uint32_t now);

}  // namespace chancery
