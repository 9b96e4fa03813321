#pragma once

#include "adapters/http/api/json_body.hpp"
#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/enrol_factors.hpp"
#include "ports/inbound/manage_factors.hpp"
#include "ports/inbound/prove_again.hpp"

namespace chancery::http {

/// /api/v1/users/me/factors and what belongs to it: the second factors of whoever asks.
class MyFactorsEndpoint {
 public:
  struct Ports {
    inbound::AuthenticateBearer& bearer;
    inbound::ProveAgain& prove;
    inbound::EnrolFactors& enrol;
    inbound::ManageFactors& manage;
  };
  explicit MyFactorsEndpoint(Ports ports) : ports_(ports) {}

  /// POST /api/v1/users/me/proof: text that the changes below ask for.
  Reply prove(const Request& request) const;

  /// GET /api/v1/users/me/factors
  Reply list(const Request& request) const;
  /// PATCH and DELETE /api/v1/users/me/factors/{id}
  Reply rename(const Request& request) const;
  Reply remove(const Request& request) const;
  /// POST /api/v1/users/me/recovery-codes
  Reply replace_recovery_codes(const Request& request) const;

  /// POST /api/v1/users/me/factors/totp and …/totp/confirm
  Reply begin_totp(const Request& request) const;
  Reply confirm_totp(const Request& request) const;
  /// POST /api/v1/users/me/factors/passkey and …/passkey/confirm
  Reply begin_passkey(const Request& request) const;
  Reply confirm_passkey(const Request& request) const;

  /// DELETE /api/v1/users/{id}/factors: every factor of somebody who has lost them, by an
  /// administrator.
  Reply remove_all(const Request& request) const;

 private:
  Ports ports_;
};

}  // namespace chancery::http
