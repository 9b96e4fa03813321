#pragma once

#include "adapters/http/api/api_client.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/inbound/offer_factors.hpp"

namespace chancery::http {

/// What comes after a password that is not enough, and a login without one.
class LoginFactorEndpoint {
 public:
  LoginFactorEndpoint(ApiClient client, inbound::IssueTokens& tokens, inbound::OfferFactors& offers)
      : client_(std::move(client)), tokens_(tokens), offers_(offers) {}

  /// POST /api/v1/auth/factor: a token pair for the answer to a challenge.
  Reply answer(const Request& request) const;
  /// POST /api/v1/auth/passkey: what to ask of a browser whose user has a passkey; the same for
  /// everybody (attack B80).
  Reply ask_passkey(const Request& request) const;

 private:
  ApiClient client_;
  inbound::IssueTokens& tokens_;
  inbound::OfferFactors& offers_;
};

}  // namespace chancery::http
