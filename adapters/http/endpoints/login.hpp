#pragma once

#include "adapters/http/api/api_client.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/inbound/offer_factors.hpp"

namespace chancery::http {

/// POST /api/v1/auth/login: a token pair for a user's password, with the client's whole scope.
/// Whoever has a second factor is told to prove it (`mfa_required`).
class LoginEndpoint {
 public:
  LoginEndpoint(ApiClient client, inbound::IssueTokens& tokens, inbound::OfferFactors& offers)
      : client_(std::move(client)), tokens_(tokens), offers_(offers) {}

  Reply operator()(const Request& request) const;

 private:
  ApiClient client_;
  inbound::IssueTokens& tokens_;
  inbound::OfferFactors& offers_;
};

}  // namespace chancery::http
