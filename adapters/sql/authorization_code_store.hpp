#pragma once

#include "ports/outbound/authorization_code_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::AuthorizationCodeStore over a SQL database. Throws std::invalid_argument for text that
/// is not UTF-8 or holds NUL.
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

}  // namespace chancery::sql
