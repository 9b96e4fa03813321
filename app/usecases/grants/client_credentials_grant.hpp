#pragma once

#include "app/usecases/access_token_issuer.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/outbound/clock.hpp"

namespace chancery {

/// grant_type=client_credentials (RFC 6749 §4.4): the client acts for itself, so there is no login
/// and no refresh token.
class ClientCredentialsGrant {
 public:
  ClientCredentialsGrant(AccessTokenIssuer& access_tokens, const outbound::Clock& clock)
      : access_tokens_(access_tokens), clock_(clock) {}

  std::expected<inbound::TokenResponse, OAuthError> redeem(
      const Client& client, const inbound::ClientCredentialsRequest& request);

 private:
  AccessTokenIssuer& access_tokens_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
