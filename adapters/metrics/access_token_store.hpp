#pragma once

#include "adapters/metrics/events.hpp"
#include "ports/outbound/access_token_store.hpp"

namespace chancery::metrics {

/// A store whose revocations are counted, repeated ones too. Both are to outlive it.
class AccessTokenStore final : public outbound::AccessTokenStore {
 public:
  AccessTokenStore(outbound::AccessTokenStore& store, const Events& events)
      : store_(store), events_(events) {}

  void revoke(const AccessTokenClaims& claims, const AuditEvent& event) override {
    store_.revoke(claims, event);
    events_.count(event);
  }
  outbound::AccessTokenStanding standing(const AccessTokenClaims& claims) override {
    return store_.standing(claims);
  }

 private:
  outbound::AccessTokenStore& store_;
  const Events& events_;
};

}  // namespace chancery::metrics
