#pragma once

#include "adapters/http/api/api_client.hpp"
#include "ports/inbound/revoke_token.hpp"

namespace chancery::http {

/// POST /api/v1/auth/logout: ends the login that a refresh token belongs to. Done also for a text
/// that is no token of ours, as RFC 7009 has it.
class LogoutEndpoint {
 public:
  LogoutEndpoint(ApiClient client, inbound::RevokeToken& tokens)
      : client_(std::move(client)), tokens_(tokens) {}

  Reply operator()(const Request& request) const;

 private:
  ApiClient client_;
  inbound::RevokeToken& tokens_;
};

}  // namespace chancery::http
