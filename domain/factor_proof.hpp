#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/secret.hpp"

namespace chancery {

/// What an authenticator app shows, as it was typed.
struct TotpProof {
  Secret code;
};
/// A recovery code, as it was typed.
struct RecoveryProof {
  Secret code;
};
/// The use of a passkey (WebAuthn §5.2.2): bytes, but the id, which is base64url.
struct PasskeyProof {
  std::string credential_id;
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
  std::optional<std::string> user_handle{};
};
using FactorProof = std::variant<TotpProof, RecoveryProof, PasskeyProof>;

/// The making of a passkey (WebAuthn §5.2.1): bytes, but the id, which is base64url.
struct NewPasskey {
  std::string credential_id;
  std::string client_data;
  std::string attestation_object;
  std::vector<std::string> transports{};
};

}  // namespace chancery
