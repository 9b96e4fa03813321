#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/access_token_store.hpp"

namespace chancery::memory {

/// outbound::AccessTokenStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
class AccessTokenStore final : public outbound::AccessTokenStore {
 public:
  explicit AccessTokenStore(Database& database) : database_(database) {}

  void revoke(const AccessTokenClaims& claims, const AuditEvent& event) override;
  outbound::AccessTokenStanding standing(const AccessTokenClaims& claims) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
