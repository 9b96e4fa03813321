#pragma once

#include "adapters/http/message.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/inbound/issue_tokens.hpp"

namespace chancery::http {

/// POST /oauth2/token (RFC 6749 §3.2).
class TokenEndpoint {
 public:
  TokenEndpoint(inbound::AuthenticateClient& clients, inbound::IssueTokens& tokens)
      : clients_(clients), tokens_(tokens) {}

  Reply operator()(const Request& request) const;

  /// A password request may wait for a slow hash and must not hold up the others.
  static Lane lane(const Request& request);

 private:
  inbound::AuthenticateClient& clients_;
  inbound::IssueTokens& tokens_;
};

}  // namespace chancery::http
