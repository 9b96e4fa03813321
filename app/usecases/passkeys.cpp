#include "app/usecases/passkeys.hpp"

#include <algorithm>
#include <array>

#include "domain/codec/base64url.hpp"

namespace chancery {
namespace {

using enum CeremonyFault;

/// WebAuthn §5.8.4. What else a browser says of its ways is not kept.
constexpr std::array known_transports{"ble", "hybrid", "internal", "nfc", "smart-card", "usb"};

std::vector<std::string> known_of(std::vector<std::string> transports) {
  std::erase_if(transports, [](const auto& transport) {
    return std::ranges::find(known_transports, transport) == known_transports.end();
  });
  std::ranges::sort(transports);
  const auto repeated = std::ranges::unique(transports);
  transports.erase(repeated.begin(), repeated.end());
  return transports;
}

CeremonyFault fault_of(outbound::UseCredentialOutcome outcome) {
  switch (outcome) {
    case outbound::UseCredentialOutcome::replayed: return replayed;
    case outbound::UseCredentialOutcome::counter_back: return counter_back;
    case outbound::UseCredentialOutcome::gone:
    case outbound::UseCredentialOutcome::used: break;
  }
  return unknown_credential;
}

/// Nobody has proved anything before: the passkey has to do for both factors.
bool stands_alone(const Challenge& challenge) { return challenge.proved.empty(); }

}  // namespace

Passkeys::Passkeys(Ports ports, const Issuer& issuer)
    : ports_(ports),
      party_(relying_party(issuer)),
      party_hash_(party_ ? ports_.hashes.sha256(party_->id) : std::string()) {}

PasskeyRequest Passkeys::request(const Challenges::Sealed& challenge) {
  PasskeyRequest request{.challenge = challenge_of(challenge),
                         .party_id = party_.value().id,
                         .verify_user = stands_alone(challenge.challenge)};
  if (!challenge.challenge.user) return request;
  for (const auto& credential : ports_.credentials.list(*challenge.challenge.user)) {
    request.allowed.push_back(descriptor_of(credential));
  }
  return request;
}

std::expected<Credential, CeremonyFault> Passkeys::use(const Challenges::Sealed& challenge,
                                                       const PasskeyProof& proof) {
  const auto client = read_client_data(proof.client_data);
  const auto authenticator = read_authenticator_data(proof.authenticator_data);
  if (!party_ || !client || !authenticator) return std::unexpected(unreadable);
  const auto credential = ports_.credentials.find(CredentialId(proof.credential_id));
  if (!credential) return std::unexpected(unknown_credential);
  if (!is_of(*credential, challenge.challenge, proof)) return std::unexpected(another_users);
  const auto asked = challenge_of(challenge);
  const Ceremony ceremony{.party = *party_,
                          .party_hash = party_hash_,
                          .challenge = asked,
                          .verify_user = stands_alone(challenge.challenge)};
  if (const auto fault = fault_of_use(ceremony, *client, *authenticator, *credential)) {
    return std::unexpected(*fault);
  }
  const auto message = proof.authenticator_data + ports_.hashes.sha256(proof.client_data);
  if (!ports_.verifier.verify(credential->key, message, proof.signature)) {
    return std::unexpected(wrong_signature);
  }
  const auto outcome = ports_.credentials.use({.id = credential->id,
                                               .sign_count = authenticator->sign_count,
                                               .backed_up = authenticator->backed_up,
                                               .challenge = order_of(challenge.challenge),
                                               .at = ports_.clock.now()});
  if (outcome != outbound::UseCredentialOutcome::used) return std::unexpected(fault_of(outcome));
  return *credential;
}

PasskeyCreation Passkeys::creation(const Challenges::Sealed& challenge, const User& user) {
  PasskeyCreation creation{.challenge = challenge_of(challenge),
                           .party = party_.value(),
                           .user_handle = user_handle(user.id),
                           .user_name = user.email};
  for (const auto& credential : ports_.credentials.list(user.id)) {
    creation.excluded.push_back(descriptor_of(credential));
  }
  return creation;
}

std::expected<Credential, CeremonyFault> Passkeys::made(const Challenges::Sealed& challenge,
                                                        const NewPasskey& passkey,
                                                        const Factor& factor) {
  const auto client = read_client_data(passkey.client_data);
  const auto attestation = ports_.attestations.read(passkey.attestation_object);
  const auto authenticator =
      attestation ? read_authenticator_data(attestation->authenticator_data) : std::nullopt;
  if (!party_ || !client || !authenticator) return std::unexpected(unreadable);
  const auto asked = challenge_of(challenge);
  const Ceremony ceremony{.party = *party_, .party_hash = party_hash_, .challenge = asked};
  if (const auto fault = fault_of_creation(ceremony, *client, *authenticator)) {
    return std::unexpected(*fault);
  }
  const auto& attested = *authenticator->credential;
  if (codec::base64url(attested.id) != passkey.credential_id) return std::unexpected(no_credential);
  auto key = ports_.attestations.read_key(attested.key_and_rest, authenticator->has_extensions);
  if (!key || !ports_.verifier.is_key(*key)) return std::unexpected(unreadable);
  if (const auto fault = attestation_fault(*attestation, *key, passkey.client_data)) {
    return std::unexpected(*fault);
  }
  return Credential{.id = CredentialId(passkey.credential_id),
                    .factor = factor.id,
                    .user = challenge.challenge.user.value(),
                    .name = factor.name,
                    .key = *std::move(key),
                    .sign_count = authenticator->sign_count,
                    .backup_eligible = authenticator->backup_eligible,
                    .backed_up = authenticator->backed_up,
                    .transports = known_of(passkey.transports),
                    .last_challenge = order_of(challenge.challenge),
                    .created_at = factor.created_at};
}

std::optional<CeremonyFault> Passkeys::attestation_fault(const outbound::Attestation& attestation,
                                                         const CredentialKey& key,
                                                         const std::string& client_data) const {
  if (!attestation.self) return std::nullopt;
  const auto message = attestation.authenticator_data + ports_.hashes.sha256(client_data);
  const bool is_its_own = attestation.self->algorithm == cose_algorithm(key) &&
                          ports_.verifier.verify(key, message, attestation.self->signature);
  return is_its_own ? std::nullopt : std::optional(wrong_attestation);
}

bool Passkeys::is_of(const Credential& credential, const Challenge& challenge,
                     const PasskeyProof& proof) {
  if (challenge.user && credential.user != *challenge.user) return false;
  // Who was not named is told by the handle, which must be there then (WebAuthn §7.2, 6).
  if (!proof.user_handle) return challenge.user.has_value();
  return codec::base64url(*proof.user_handle) == user_handle(credential.user);
}

std::string Passkeys::challenge_of(const Challenges::Sealed& challenge) const {
  return codec::base64url(ports_.hashes.sha256(challenge.text));
}

std::string Passkeys::user_handle(const UserId& user) {
  return ports_.macs.compute(KeyUse::derive_subjects, "passkey " + user.value());
}

}  // namespace chancery
