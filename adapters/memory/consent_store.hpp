#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/consent_store.hpp"

namespace chancery::memory {

/// outbound::ConsentStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
class ConsentStore final : public outbound::ConsentStore {
 public:
  explicit ConsentStore(Database& database) : database_(database) {}

  std::optional<Consent> find(const UserId& user, const ClientId& client) override;
  std::vector<Consent> list(const UserId& user) override;
  void give(const Consent& consent, const AuditEvent& event) override;
  bool revoke(const UserId& user, const ClientId& client, const AuditEvent& event) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
