#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/answer_once.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/list_clients.hpp"
#include "ports/inbound/manage_clients.hpp"

namespace chancery::http {

/// /api/v1/clients: all clients, for administrators.
class ClientsEndpoint {
 public:
  struct Ports {
    inbound::AuthenticateBearer& bearer;
    inbound::ListClients& list;
    inbound::ManageClients& clients;
    inbound::AnswerOnce& once;
  };

  explicit ClientsEndpoint(Ports ports) : ports_(ports) {}

  /// GET: a page; `limit` and `cursor`.
  Reply list(const Request& request) const;
  /// POST; takes an `Idempotency-Key`, which belongs to the administrator. A secret that is made
  /// here is in the answer this once: a repetition of the request gets the answer without it.
  Reply add(const Request& request) const;

 private:
  Ports ports_;
};

}  // namespace chancery::http
