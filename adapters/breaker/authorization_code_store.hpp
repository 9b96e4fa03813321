#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/authorization_code_store.hpp"

namespace chancery::breaker {

/// outbound::AuthorizationCodeStore through a breaker. Both are to outlive it.
class AuthorizationCodeStore final : public outbound::AuthorizationCodeStore {
 public:
  AuthorizationCodeStore(outbound::AuthorizationCodeStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  void add(const AuthorizationCode& code) override {
    return breaker_.write([&] { return store_.add(code); });
  }
  std::optional<AuthorizationCode> find(const CodeDigest& id) override {
    return breaker_.read([&] { return store_.find(id); });
  }
  outbound::RedeemOutcome redeem(const Redemption& redemption) override {
    return breaker_.write([&] { return store_.redeem(redemption); });
  }
  bool burn(const CodeDigest& id) override {
    return breaker_.write([&] { return store_.burn(id); });
  }

 private:
  outbound::AuthorizationCodeStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
