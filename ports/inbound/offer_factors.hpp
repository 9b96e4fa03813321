#pragma once

#include <optional>
#include <string>

#include "domain/strong.hpp"
#include "ports/inbound/factor_offer.hpp"

namespace chancery::inbound {

/// What a first-party app can ask its user for. Thread-safe; may throw Unavailable.
class OfferFactors {
 public:
  virtual ~OfferFactors() = default;

  /// What answers the challenge that `mfa_required` brought; nothing if it is not this client's, or
  /// too old.
  [[nodiscard]] virtual std::optional<FactorOffer> offer(const ClientId& client,
                                                         const std::string& challenge) = 0;

  /// A login by passkey alone, of whoever has one: the same for every user (attack B80). Nothing
  /// where passkeys cannot be, for want of a domain.
  [[nodiscard]] virtual std::optional<FactorOffer> offer_passkey(const ClientId& client) = 0;
};

}  // namespace chancery::inbound
