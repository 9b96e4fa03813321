#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/manage_clients.hpp"

namespace chancery::http {

/// /api/v1/clients/{id}: one client, for administrators.
class ClientEndpoint {
 public:
  ClientEndpoint(inbound::AuthenticateBearer& bearer, inbound::ManageClients& clients)
      : bearer_(bearer), clients_(clients) {}

  /// GET.
  Reply show(const Request& request) const;
  /// PATCH (RFC 7396).
  Reply change(const Request& request) const;
  /// DELETE.
  Reply remove(const Request& request) const;
  /// POST to /api/v1/clients/{id}/secret: another secret, the one in the body or a fresh one, which
  /// is in the answer. Each request is one more change, so it takes no `Idempotency-Key`.
  Reply replace_secret(const Request& request) const;

 private:
  inbound::AuthenticateBearer& bearer_;
  inbound::ManageClients& clients_;
};

}  // namespace chancery::http
