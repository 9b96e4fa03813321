#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/inbound/introspect_token.hpp"

namespace chancery::http {

/// POST /oauth2/introspect (RFC 7662).
class IntrospectEndpoint {
 public:
  IntrospectEndpoint(inbound::AuthenticateClient& clients, inbound::IntrospectToken& tokens)
      : clients_(clients), tokens_(tokens) {}

  Reply operator()(const Request& request) const;

 private:
  inbound::AuthenticateClient& clients_;
  inbound::IntrospectToken& tokens_;
};

}  // namespace chancery::http
