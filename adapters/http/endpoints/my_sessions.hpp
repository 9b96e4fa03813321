#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/manage_sessions.hpp"

namespace chancery::http {

/// /api/v1/users/me/sessions and /api/v1/users/me/sessions/{id}: the live logins of whoever asks,
/// in every app.
class MySessionsEndpoint {
 public:
  MySessionsEndpoint(inbound::AuthenticateBearer& bearer, inbound::ManageSessions& sessions)
      : bearer_(bearer), sessions_(sessions) {}

  /// GET: a page; `limit` and `cursor`. The login that asks is marked `current`.
  Reply list(const Request& request) const;
  /// DELETE …/{id}: ends the login; 404 for one that is not live or not the caller's, all alike
  /// (attack B96).
  Reply end(const Request& request) const;

 private:
  inbound::AuthenticateBearer& bearer_;
  inbound::ManageSessions& sessions_;
};

}  // namespace chancery::http
