#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/answer_once.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/list_users.hpp"
#include "ports/inbound/manage_users.hpp"

namespace chancery::http {

/// /api/v1/users: all accounts, for administrators.
class UsersEndpoint {
 public:
  struct Ports {
    inbound::AuthenticateBearer& bearer;
    inbound::ListUsers& list;
    inbound::ManageUsers& users;
    inbound::AnswerOnce& once;
  };

  explicit UsersEndpoint(Ports ports) : ports_(ports) {}

  /// GET: a page, filtered by `email`, `username`, `role` and `disabled`; `limit` and `cursor`.
  Reply list(const Request& request) const;
  /// POST; takes an `Idempotency-Key`, which belongs to the administrator.
  Reply add(const Request& request) const;

  /// A new account's password is hashed.
  static Lane lane(const Request& request);

 private:
  Ports ports_;
};

}  // namespace chancery::http
