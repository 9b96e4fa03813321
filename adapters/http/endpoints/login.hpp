#pragma once

#include "adapters/http/api/api_client.hpp"
#include "ports/inbound/issue_tokens.hpp"

namespace chancery::http {

/// POST /api/v1/auth/login: a token pair for a user's password, with the client's whole scope.
class LoginEndpoint {
 public:
  LoginEndpoint(ApiClient client, inbound::IssueTokens& tokens)
      : client_(std::move(client)), tokens_(tokens) {}

  Reply operator()(const Request& request) const;

 private:
  ApiClient client_;
  inbound::IssueTokens& tokens_;
};

}  // namespace chancery::http
