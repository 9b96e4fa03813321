#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/authorization_code_store.hpp"

namespace chancery::memory {

/// outbound::AuthorizationCodeStore over a memory::Database. Keeps the port's contract and never
/// throws Unavailable.
class AuthorizationCodeStore final : public outbound::AuthorizationCodeStore {
 public:
  explicit AuthorizationCodeStore(Database& database) : database_(database) {}

  void add(const AuthorizationCode& code) override;
  std::optional<AuthorizationCode> find(const CodeDigest& id) override;
  outbound::RedeemOutcome redeem(const Redemption& redemption) override;
  bool burn(const CodeDigest& id) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
