#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/credential_store.hpp"

namespace chancery::memory {

/// outbound::CredentialStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
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

}  // namespace chancery::memory
