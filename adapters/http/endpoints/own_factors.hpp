#pragma once

#include "adapters/http/endpoints/account_pages.hpp"
#include "ports/inbound/enrol_factors.hpp"
#include "ports/inbound/manage_factors.hpp"
#include "ports/inbound/own_account.hpp"
#include "ports/inbound/prove_again.hpp"

namespace chancery::http {

/// /account/factors, where people look after their second factors: what there is, and behind the
/// password and a factor of now (attack B87) what can be changed. The proof of these goes from form
/// to form and is kept nowhere.
class OwnFactorsEndpoint {
 public:
  /// They must outlive this.
  struct Ports {
    inbound::OwnAccount& account;
    inbound::ProveAgain& prove;
    inbound::EnrolFactors& enrol;
    inbound::ManageFactors& manage;
  };
  /// `offers_passkeys` says whether the issuer can have any.
  OwnFactorsEndpoint(AccountPages pages, Ports ports, bool offers_passkeys)
      : pages_(std::move(pages)), ports_(ports), offers_passkeys_(offers_passkeys) {}

  /// GET
  Reply show(const Request& request) const;
  /// POST
  Reply submit(const Request& request) const;

 private:
  AccountPages pages_;
  Ports ports_;
  bool offers_passkeys_;
};

}  // namespace chancery::http
