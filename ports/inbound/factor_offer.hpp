#pragma once

#include <optional>
#include <string>

#include "domain/webauthn/options.hpp"

namespace chancery::inbound {

/// What somebody may answer who is to prove a factor.
struct FactorOffer {
  /// To be sent back with the answer, within `challenge_lifetime`.
  std::string challenge;
  /// A code of the authenticator app.
  bool totp = false;
  bool recovery_code = false;
  /// What to ask of the browser, for a passkey.
  std::optional<PasskeyRequest> passkey{};

  [[nodiscard]] bool is_empty() const { return !totp && !recovery_code && !passkey; }
  bool operator==(const FactorOffer&) const = default;
};

}  // namespace chancery::inbound
