#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/manage_account.hpp"

namespace chancery::http {

/// /api/v1/users/me and /api/v1/users/me/password: the account of whoever asks.
class MeEndpoint {
 public:
  MeEndpoint(inbound::AuthenticateBearer& bearer, inbound::ManageAccount& accounts)
      : bearer_(bearer), accounts_(accounts) {}

  /// GET.
  Reply show(const Request& request) const;
  /// PATCH (RFC 7396): e-mail address, with the current password, and username. 202 when a mail
  /// went to another address, which counts once its link is followed.
  Reply change(const Request& request) const;
  /// DELETE, with the current password.
  Reply remove(const Request& request) const;
  /// PUT …/password; ends every other login.
  Reply change_password(const Request& request) const;

  /// A change may wait for a slow hash.
  static Lane lane(const Request& request);

 private:
  inbound::AuthenticateBearer& bearer_;
  inbound::ManageAccount& accounts_;
};

}  // namespace chancery::http
