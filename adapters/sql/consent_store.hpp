#pragma once

#include "ports/outbound/consent_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::ConsentStore over a SQL database. Throws std::invalid_argument for text that is not
/// UTF-8 or holds NUL.
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

}  // namespace chancery::sql
