#pragma once

#include "app/usecases/grants/direct_login.hpp"
#include "app/usecases/prove_factor.hpp"
#include "app/usecases/prove_password.hpp"
#include "ports/inbound/issue_tokens.hpp"

namespace chancery {

/// grant_type=password (RFC 6749 §4.3), for the operator's own apps: proves the user and begins a
/// login. Who has a second factor is asked for that: `mfa_required`, with the challenge to answer
/// (FactorGrant).
class PasswordGrant {
 public:
  PasswordGrant(ProvePassword proof, ProveFactor& factors, DirectLogin& logins,
                const outbound::Clock& clock)
      : proof_(proof), factors_(factors), logins_(logins), clock_(clock) {}

  std::expected<inbound::TokenResponse, OAuthError> redeem(const Client& client,
                                                           const inbound::PasswordRequest& request,
                                                           const inbound::RequestContext& context);

 private:
  ProvePassword proof_;
  ProveFactor& factors_;
  DirectLogin& logins_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
