#pragma once

#include "app/usecases/grants/direct_login.hpp"
#include "app/usecases/prove_factor.hpp"
#include "ports/inbound/issue_tokens.hpp"

namespace chancery {

/// The second half of a login by password, and a login by passkey alone, for the operator's own
/// apps: proves the factor and begins the login, on the terms that the password was given for.
class FactorGrant {
 public:
  FactorGrant(ProveFactor& factors, DirectLogin& logins) : factors_(factors), logins_(logins) {}

  std::expected<inbound::TokenResponse, OAuthError> redeem(const Client& client,
                                                           const inbound::FactorRequest& request,
                                                           const inbound::RequestContext& context);

 private:
  ProveFactor& factors_;
  DirectLogin& logins_;
};

}  // namespace chancery
