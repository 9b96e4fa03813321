#pragma once

#include <optional>
#include <string>

#include "adapters/http/endpoints/own_factors.hpp"
#include "ports/inbound/factor_refusal.hpp"

namespace chancery::http {

/// One request to /account/factors of somebody who is signed in: what it does, and the page that it
/// is answered with.
class FactorsVisit {
 public:
  /// All of them must outlive this.
  struct Place {
    const AccountPages& pages;
    const OwnFactorsEndpoint::Ports& ports;
    bool offers_passkeys;
  };
  FactorsVisit(Place place, const Request& request, const Form& form,
               const inbound::AccountOverview& account);

  /// What there is.
  Reply overview();
  /// What the form asks for.
  Reply act();

 private:
  /// What is told beside what is shown.
  struct Told {
    std::optional<pages::AccountNotice> notice{};
    std::optional<pages::AccountProblem> problem{};
    std::optional<std::chrono::seconds> retry_after{};
  };

  Reply prove();
  Reply answer();
  Reply begin_totp();
  Reply confirm_totp();
  Reply begin_passkey(Told told);
  Reply confirm_passkey();
  Reply rename();
  Reply remove();
  Reply replace_recovery_codes();
  Reply enrolled(const inbound::Enrolled& enrolled);
  Reply refused(const inbound::FactorRefusal& refusal);

  Reply overview(Told told);
  Reply second_factor(const inbound::FactorOffer& offer, Told told);
  Reply change(Told told);
  Reply factor(const std::string& id, Told told);
  Reply totp(const inbound::TotpEnrolment& begun, Told told);
  Reply recovery_codes(const std::vector<Secret>& codes, Told told);
  Reply page(pages::AccountFactors factors, Parameters hidden, const Told& told);

  [[nodiscard]] pages::AccountFactors listed(pages::FactorsStep step);
  [[nodiscard]] inbound::FactorOwner owner() const;
  [[nodiscard]] std::optional<std::string> name() const;

  Place place_;
  const Request& request_;
  const Form& form_;
  const inbound::AccountOverview& account_;
  inbound::RequestContext context_;
  ClientId client_{inbound::OwnAccount::client_name};
  inbound::Browser browser_;
  /// What has been proved, in the sealed words of ProveAgain.
  std::string proof_;
  /// A session that has begun with this request.
  std::optional<inbound::RenewedSession> renewed_{};
};

}  // namespace chancery::http
