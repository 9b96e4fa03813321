#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/credential_store.hpp"

namespace chancery::breaker {

/// outbound::CredentialStore through a breaker. Both are to outlive it.
class CredentialStore final : public outbound::CredentialStore {
 public:
  CredentialStore(outbound::CredentialStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  outbound::EnrolOutcome enrol(const Credential& credential,
                               const std::vector<RecoveryCodeDigest>& codes,
                               const AuditEvent& event) override {
    return breaker_.write([&] { return store_.enrol(credential, codes, event); });
  }
  std::optional<Credential> find(const CredentialId& id) override {
    return breaker_.read([&] { return store_.find(id); });
  }
  std::vector<Credential> list(const UserId& user) override {
    return breaker_.read([&] { return store_.list(user); });
  }
  outbound::UseCredentialOutcome use(const Use& use) override {
    return breaker_.write([&] { return store_.use(use); });
  }
  bool rename(const UserId& user, const FactorId& id, const std::string& name,
              const AuditEvent& event) override {
    return breaker_.write([&] { return store_.rename(user, id, name, event); });
  }
  bool remove(const UserId& user, const FactorId& id, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.remove(user, id, event); });
  }

 private:
  outbound::CredentialStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
