#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/inbound/revoke_token.hpp"

namespace chancery::http {

/// POST /oauth2/revoke (RFC 7009).
class RevokeEndpoint {
 public:
  RevokeEndpoint(inbound::AuthenticateClient& clients, inbound::RevokeToken& tokens)
      : clients_(clients), tokens_(tokens) {}

  Reply operator()(const Request& request) const;

 private:
  inbound::AuthenticateClient& clients_;
  inbound::RevokeToken& tokens_;
};

}  // namespace chancery::http
