#pragma once

#include "app/usecases/account_mail.hpp"
#include "app/usecases/challenges.hpp"
#include "app/usecases/passkeys.hpp"
#include "ports/inbound/enrol_factors.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/credential_store.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/one_time_passwords.hpp"
#include "ports/outbound/sealer.hpp"
#include "ports/outbound/second_factor_store.hpp"

namespace chancery {

/// What is begun is kept by who begins it, sealed: nothing is stored before it has shown that it
/// works.
class EnrolFactors final : public inbound::EnrolFactors {
 public:
  struct Ports {
    outbound::SecondFactorStore& factors;
    outbound::CredentialStore& credentials;
    const outbound::OneTimePasswords& codes;
    outbound::Sealer& sealer;
    outbound::MessageMac& macs;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  EnrolFactors(Ports ports, Passkeys& passkeys, Challenges& challenges, AccountMail& mail,
               Issuer issuer)
      : ports_(ports),
        passkeys_(passkeys),
        challenges_(challenges),
        mail_(mail),
        issuer_(std::move(issuer)) {}

  std::expected<inbound::TotpEnrolment, inbound::FactorRefusal> begin_totp(
      const inbound::FactorOwner& owner, const std::string& proof) override;
  std::expected<inbound::TotpEnrolment, inbound::FactorRefusal> begun_totp(
      const inbound::FactorOwner& owner, const std::string& enrolment) override;
  std::expected<inbound::Enrolled, inbound::FactorRefusal> confirm_totp(
      const inbound::FactorOwner& owner, const std::string& enrolment, const Secret& code,
      const std::optional<std::string>& name, const inbound::RequestContext& context) override;
  std::expected<inbound::PasskeyEnrolment, inbound::FactorRefusal> begin_passkey(
      const inbound::FactorOwner& owner, const std::string& proof) override;
  std::expected<inbound::Enrolled, inbound::FactorRefusal> confirm_passkey(
      const inbound::FactorOwner& owner, const std::string& enrolment, const NewPasskey& made,
      const std::optional<std::string>& name, const inbound::RequestContext& context) override;

 private:
  /// What was begun with a proof, and is to be confirmed.
  [[nodiscard]] Challenges::Sealed begun(const inbound::FactorOwner& owner,
                                         Challenge::Purpose purpose, const Challenge& proved,
                                         std::string key = {});
  [[nodiscard]] inbound::TotpEnrolment shown(const inbound::FactorOwner& owner,
                                             std::string enrolment, const Secret& key) const;
  std::expected<Challenge, inbound::FactorRefusal> open(const inbound::FactorOwner& owner,
                                                        const std::string& enrolment,
                                                        Challenge::Purpose purpose) const;
  /// `methods` are those of the factor, in words of `amr`.
  [[nodiscard]] std::string proof_with(const inbound::FactorOwner& owner, const Challenge& begun,
                                       const std::vector<std::string>& methods);
  /// What is told of a factor that was stored, or was not. `enrolled` has the recovery codes that
  /// count if it is the first.
  std::expected<inbound::Enrolled, inbound::FactorRefusal> ended(
      outbound::EnrolOutcome outcome, const inbound::FactorOwner& owner,
      const inbound::RequestContext& context, inbound::Enrolled enrolled);
  [[nodiscard]] Factor new_factor(FactorKind kind, const std::optional<std::string>& name);
  [[nodiscard]] AuditEvent added(const inbound::FactorOwner& owner, const Factor& factor,
                                 const inbound::RequestContext& context) const;

  Ports ports_;
  Passkeys& passkeys_;
  Challenges& challenges_;
  AccountMail& mail_;
  Issuer issuer_;
};

}  // namespace chancery
