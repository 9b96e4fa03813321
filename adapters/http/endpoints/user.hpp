#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/manage_users.hpp"

namespace chancery::http {

/// /api/v1/users/{id}: one account, for administrators.
class UserEndpoint {
 public:
  UserEndpoint(inbound::AuthenticateBearer& bearer, inbound::ManageUsers& users)
      : bearer_(bearer), users_(users) {}

  /// GET.
  Reply show(const Request& request) const;
  /// PATCH (RFC 7396). Another e-mail address is not verified unless the request says so.
  Reply change(const Request& request) const;
  /// DELETE.
  Reply remove(const Request& request) const;

 private:
  /// The account that the path names by its id, and nothing else of it.
  std::optional<User> named(const Request& request) const;

  inbound::AuthenticateBearer& bearer_;
  inbound::ManageUsers& users_;
};

}  // namespace chancery::http
