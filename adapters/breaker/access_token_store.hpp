#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/access_token_store.hpp"

namespace chancery::breaker {

/// outbound::AccessTokenStore through a breaker. Both are to outlive it.
class AccessTokenStore final : public outbound::AccessTokenStore {
 public:
  AccessTokenStore(outbound::AccessTokenStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  void revoke(const AccessTokenClaims& claims, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.revoke(claims, event); });
  }
  outbound::AccessTokenStanding standing(const AccessTokenClaims& claims) override {
    return breaker_.read([&] { return store_.standing(claims); });
  }

 private:
  outbound::AccessTokenStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
