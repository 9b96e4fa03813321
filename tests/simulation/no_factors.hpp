#pragma once

#include "ports/outbound/attestation_reader.hpp"
#include "ports/outbound/credential_store.hpp"
#include "ports/outbound/credential_verifier.hpp"
#include "ports/outbound/one_time_passwords.hpp"
#include "ports/outbound/sealer.hpp"
#include "ports/outbound/second_factor_store.hpp"

namespace chancery::simulation {

/// Nobody here has a second factor: stories are of refresh. Not through the gate.
class NoFactors final : public outbound::SecondFactorStore,
                        public outbound::CredentialStore,
                        public outbound::AttestationReader,
                        public outbound::CredentialVerifier,
                        public outbound::OneTimePasswords,
                        public outbound::Sealer {
 public:
  using Codes = std::vector<RecoveryCodeDigest>;

  EnrolledFactors enrolled(const UserId& /*user*/) override { return {}; }
  std::optional<outbound::TotpFactor> find_totp(const UserId& /*user*/) override { return {}; }
  outbound::EnrolOutcome enrol_totp(const outbound::TotpFactor& /*totp*/, const Codes& /*codes*/,
                                    const AuditEvent& /*event*/) override {
    return outbound::EnrolOutcome::unknown_user;
  }
  bool use_totp(const FactorId& /*id*/, std::int64_t /*step*/, Instant /*now*/) override {
    return false;
  }
  bool replace_recovery_codes(const UserId& /*user*/, const Codes& /*codes*/,
                              const AuditEvent& /*event*/) override {
    return false;
  }
  bool use_recovery_code(const UserId& /*user*/, const RecoveryCodeDigest& /*code*/,
                         const AuditEvent& /*event*/) override {
    return false;
  }
  bool rename_totp(const UserId& /*user*/, const FactorId& /*id*/, const std::string& /*name*/,
                   const AuditEvent& /*event*/) override {
    return false;
  }
  bool remove_totp(const UserId& /*user*/, const FactorId& /*id*/,
                   const AuditEvent& /*event*/) override {
    return false;
  }

  outbound::EnrolOutcome enrol(const Credential& /*credential*/, const Codes& /*codes*/,
                               const AuditEvent& /*event*/) override {
    return outbound::EnrolOutcome::unknown_user;
  }
  std::optional<Credential> find(const CredentialId& /*id*/) override { return {}; }
  std::vector<Credential> list(const UserId& /*user*/) override { return {}; }
  outbound::UseCredentialOutcome use(const Use& /*use*/) override {
    return outbound::UseCredentialOutcome::gone;
  }
  bool rename(const UserId& /*user*/, const FactorId& /*id*/, const std::string& /*name*/,
              const AuditEvent& /*event*/) override {
    return false;
  }
  bool remove(const UserId& /*user*/, const FactorId& /*id*/,
              const AuditEvent& /*event*/) override {
    return false;
  }

  [[nodiscard]] std::optional<outbound::Attestation> read(
      std::string_view /*object*/) const override {
    return {};
  }
  [[nodiscard]] std::optional<CredentialKey> read_key(std::string_view /*bytes*/,
                                                      bool /*has_extensions*/) const override {
    return {};
  }
  [[nodiscard]] bool is_key(const CredentialKey& /*key*/) const override { return false; }
  [[nodiscard]] bool verify(const CredentialKey& /*key*/, std::string_view /*message*/,
                            std::string_view /*signature*/) const override {
    return false;
  }
  [[nodiscard]] Secret code(const Secret& key, std::int64_t /*step*/) const override { return key; }
  std::string seal(const Secret& secret, const outbound::SealedPlace& /*place*/) override {
    return secret.reveal();
  }
  [[nodiscard]] std::optional<Secret> open(std::string_view sealed,
                                           const outbound::SealedPlace& /*place*/) const override {
    return Secret(std::string(sealed));
  }
};

}  // namespace chancery::simulation
