#pragma once

#include "app/usecases/prove_factor.hpp"
#include "ports/inbound/offer_factors.hpp"

namespace chancery {

class OfferFactors final : public inbound::OfferFactors {
 public:
  explicit OfferFactors(ProveFactor& factors) : factors_(factors) {}

  std::optional<inbound::FactorOffer> offer(const ClientId& client,
                                            const std::string& challenge) override {
    auto asked = factors_.asked(challenge, Challenge::Purpose::sign_in, held_by_client(client));
    return asked ? std::optional(std::move(asked->offer)) : std::nullopt;
  }
  std::optional<inbound::FactorOffer> offer_passkey(const ClientId& client) override {
    return factors_.ask_passkey(held_by_client(client));
  }

 private:
  ProveFactor& factors_;
};

}  // namespace chancery
