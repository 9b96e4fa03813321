#pragma once

#include "ports/outbound/credential_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::CredentialStore over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
class CredentialStore final : public outbound::CredentialStore {
 public:
  explicit CredentialStore(Database& database) : database_(database) {}

  outbound::EnrolOutcome enrol(const Credential& credential,
                               const std::vector<RecoveryCodeDigest>& codes,
                               const AuditEvent& event) override;
  std::optional<Credential> find(const CredentialId& id) override;
  std::vector<Credential> list(const UserId& user) override;
  outbound::UseCredentialOutcome use(const Use& use) override;
  bool rename(const UserId& user, const FactorId& id, const std::string& name,
              const AuditEvent& event) override;
  bool remove(const UserId& user, const FactorId& id, const AuditEvent& event) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
