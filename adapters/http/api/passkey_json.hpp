#pragma once

#include <optional>

#include "domain/codec/json.hpp"
#include "domain/factor_proof.hpp"
#include "domain/webauthn/options.hpp"
#include "ports/inbound/factor_offer.hpp"

namespace chancery::http {

// Passkeys in JSON as browsers read and write it (WebAuthn Level 3 §5.1.8 to §5.1.10), so that a
// page hands it on with `parseRequestOptionsFromJSON`, `parseCreationOptionsFromJSON` and `toJSON`.

codec::Json request_options_json(const PasskeyRequest& request);
codec::Json creation_options_json(const PasskeyCreation& creation);

/// An AuthenticationResponseJSON or RegistrationResponseJSON. Members that nothing depends on are
/// passed over: browsers add to them. Nothing for what lacks a member, or has it in another form.
std::optional<PasskeyProof> read_passkey_proof(const codec::Json& json);
std::optional<NewPasskey> read_new_passkey(const codec::Json& json);

/// `{challenge, factors, passkey?}`: what somebody may answer, in words of the API.
codec::Json factor_offer_json(const inbound::FactorOffer& offer);

}  // namespace chancery::http
