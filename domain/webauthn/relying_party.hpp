#pragma once

#include <optional>
#include <string>

#include "domain/strong.hpp"

namespace chancery {

/// Who passkeys are registered with and used at (WebAuthn §4, "Relying Party"): this issuer.
struct RelyingParty {
  /// The issuer's host. A passkey works at no other.
  std::string id;
  /// What `origin` must be, byte for byte (attack B88).
  std::string origin;
  /// What authenticators show.
  std::string name;

  bool operator==(const RelyingParty&) const = default;
};

/// Nothing for an issuer whose host is an address: browsers know passkeys of domains only.
std::optional<RelyingParty> relying_party(const Issuer& issuer);

}  // namespace chancery
