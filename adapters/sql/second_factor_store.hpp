#pragma once

#include "ports/outbound/second_factor_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::SecondFactorStore over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
class SecondFactorStore final : public outbound::SecondFactorStore {
 public:
  explicit SecondFactorStore(Database& database) : database_(database) {}

  EnrolledFactors enrolled(const UserId& user) override;
  std::optional<outbound::TotpFactor> find_totp(const UserId& user) override;
  outbound::EnrolOutcome enrol_totp(const outbound::TotpFactor& totp,
                                    const std::vector<RecoveryCodeDigest>& codes,
                                    const AuditEvent& event) override;
  bool use_totp(const FactorId& id, std::int64_t step, Instant now) override;
  bool replace_recovery_codes(const UserId& user, const std::vector<RecoveryCodeDigest>& codes,
                              const AuditEvent& event) override;
  bool use_recovery_code(const UserId& user, const RecoveryCodeDigest& code,
                         const AuditEvent& event) override;
  bool rename_totp(const UserId& user, const FactorId& id, const std::string& name,
                   const AuditEvent& event) override;
  bool remove_totp(const UserId& user, const FactorId& id, const AuditEvent& event) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
