#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/consent_store.hpp"

namespace chancery::breaker {

/// outbound::ConsentStore through a breaker. Both are to outlive it.
class ConsentStore final : public outbound::ConsentStore {
 public:
  ConsentStore(outbound::ConsentStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  std::optional<Consent> find(const UserId& user, const ClientId& client) override {
    return breaker_.read([&] { return store_.find(user, client); });
  }
  std::vector<Consent> list(const UserId& user) override {
    return breaker_.read([&] { return store_.list(user); });
  }
  void give(const Consent& consent, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.give(consent, event); });
  }
  bool revoke(const UserId& user, const ClientId& client, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.revoke(user, client, event); });
  }

 private:
  outbound::ConsentStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
