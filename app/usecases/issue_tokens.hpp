#pragma once

#include "app/usecases/grants/authorization_code_grant.hpp"
#include "app/usecases/grants/client_credentials_grant.hpp"
#include "app/usecases/grants/factor_grant.hpp"
#include "app/usecases/grants/password_grant.hpp"
#include "app/usecases/grants/refresh_token_grant.hpp"
#include "ports/inbound/issue_tokens.hpp"

namespace chancery {

/// Sends each token request to its grant, if the client is registered for it.
class IssueTokens final : public inbound::IssueTokens {
 public:
  IssueTokens(ClientCredentialsGrant& client_credentials, PasswordGrant& password,
              FactorGrant& factor, RefreshTokenGrant& refresh_token,
              AuthorizationCodeGrant& authorization_code)
      : client_credentials_(client_credentials),
        password_(password),
        factor_(factor),
        refresh_token_(refresh_token),
        authorization_code_(authorization_code) {}

  std::expected<inbound::TokenResponse, OAuthError> issue(
      const Client& client, const inbound::TokenRequest& request,
      const inbound::RequestContext& context) override;

 private:
  ClientCredentialsGrant& client_credentials_;
  PasswordGrant& password_;
  FactorGrant& factor_;
  RefreshTokenGrant& refresh_token_;
  AuthorizationCodeGrant& authorization_code_;
};

}  // namespace chancery
