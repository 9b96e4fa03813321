#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/second_factor_store.hpp"

namespace chancery::breaker {

/// outbound::SecondFactorStore through a breaker. Both are to outlive it.
class SecondFactorStore final : public outbound::SecondFactorStore {
 public:
  SecondFactorStore(outbound::SecondFactorStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  EnrolledFactors enrolled(const UserId& user) override {
    return breaker_.read([&] { return store_.enrolled(user); });
  }
  std::optional<outbound::TotpFactor> find_totp(const UserId& user) override {
    return breaker_.read([&] { return store_.find_totp(user); });
  }
  outbound::EnrolOutcome enrol_totp(const outbound::TotpFactor& totp,
                                    const std::vector<RecoveryCodeDigest>& codes,
                                    const AuditEvent& event) override {
    return breaker_.write([&] { return store_.enrol_totp(totp, codes, event); });
  }
  bool use_totp(const FactorId& id, std::int64_t step, Instant now) override {
    return breaker_.write([&] { return store_.use_totp(id, step, now); });
  }
  bool replace_recovery_codes(const UserId& user, const std::vector<RecoveryCodeDigest>& codes,
                              const AuditEvent& event) override {
    return breaker_.write([&] { return store_.replace_recovery_codes(user, codes, event); });
  }
  bool use_recovery_code(const UserId& user, const RecoveryCodeDigest& code,
                         const AuditEvent& event) override {
    return breaker_.write([&] { return store_.use_recovery_code(user, code, event); });
  }
  bool rename_totp(const UserId& user, const FactorId& id, const std::string& name,
                   const AuditEvent& event) override {
    return breaker_.write([&] { return store_.rename_totp(user, id, name, event); });
  }
  bool remove_totp(const UserId& user, const FactorId& id, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.remove_totp(user, id, event); });
  }

 private:
  outbound::SecondFactorStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
