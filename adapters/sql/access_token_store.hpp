#pragma once

#include "ports/outbound/access_token_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::AccessTokenStore over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
class AccessTokenStore final : public outbound::AccessTokenStore {
 public:
  explicit AccessTokenStore(Database& database) : database_(database) {}

  void revoke(const AccessTokenClaims& claims, const AuditEvent& event) override;
  outbound::AccessTokenStanding standing(const AccessTokenClaims& claims) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
