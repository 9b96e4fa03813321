#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/manage_consents.hpp"

namespace chancery::http {

/// /api/v1/users/me/consents and /api/v1/users/me/consents/{id}: what whoever asks has allowed
/// apps.
class MyConsentsEndpoint {
 public:
  MyConsentsEndpoint(inbound::AuthenticateBearer& bearer, inbound::ManageConsents& consents)
      : bearer_(bearer), consents_(consents) {}

  /// GET: all of them, in one page.
  Reply list(const Request& request) const;
  /// DELETE …/{id of the client}: takes it back and ends the caller's logins there; 404 if there is
  /// none.
  Reply revoke(const Request& request) const;

 private:
  inbound::AuthenticateBearer& bearer_;
  inbound::ManageConsents& consents_;
};

}  // namespace chancery::http
