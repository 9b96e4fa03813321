#pragma once

#include <expected>
#include <optional>
#include <string>

#include "app/usecases/challenges.hpp"
#include "domain/factor_proof.hpp"
#include "domain/user.hpp"
#include "domain/webauthn/ceremony.hpp"
#include "domain/webauthn/options.hpp"
#include "ports/outbound/attestation_reader.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/credential_store.hpp"
#include "ports/outbound/credential_verifier.hpp"
#include "ports/outbound/hashes.hpp"
#include "ports/outbound/message_mac.hpp"

namespace chancery {

/// The ceremonies of WebAuthn (§7): what browsers are asked, and whether what they answer counts.
/// What is signed is the hash of a sealed challenge, so that nobody has to keep it. Thread-safe;
/// may throw Unavailable.
class Passkeys {
 public:
  struct Ports {
    outbound::CredentialStore& credentials;
    const outbound::AttestationReader& attestations;
    const outbound::CredentialVerifier& verifier;
    outbound::MessageMac& macs;
    const outbound::Hashes& hashes;
    const outbound::Clock& clock;
  };

  Passkeys(Ports ports, const Issuer& issuer);

  /// Whether there can be any: the issuer's host is a name.
  [[nodiscard]] bool are_possible() const { return party_.has_value(); }

  /// What a browser is asked for when a passkey is used: one of this user, or anybody's that has
  /// verified who they are. Passkeys must be possible.
  [[nodiscard]] PasskeyRequest request(const Challenges::Sealed& challenge);

  /// Whether the use counts, and counts it.
  [[nodiscard]] std::expected<Credential, CeremonyFault> use(const Challenges::Sealed& challenge,
                                                             const PasskeyProof& proof);

  /// What a browser is asked for when one is made.
  [[nodiscard]] PasskeyCreation creation(const Challenges::Sealed& challenge, const User& user);

  /// The credential that was made, to be stored; `factor` is its id and its name.
  [[nodiscard]] std::expected<Credential, CeremonyFault> made(const Challenges::Sealed& challenge,
                                                              const NewPasskey& passkey,
                                                              const Factor& factor);

 private:
  [[nodiscard]] std::string challenge_of(const Challenges::Sealed& challenge) const;
  /// What authenticators know a user by: random to everybody else, and always the same.
  [[nodiscard]] std::string user_handle(const UserId& user);
  [[nodiscard]] bool is_of(const Credential& credential, const Challenge& challenge,
                           const PasskeyProof& proof);
  std::optional<CeremonyFault> attestation_fault(const outbound::Attestation& attestation,
                                                 const CredentialKey& key,
                                                 const std::string& client_data) const;

  Ports ports_;
  std::optional<RelyingParty> party_;
  /// SHA-256 of the party's id.
  std::string party_hash_;
};

}  // namespace chancery
