#pragma once

#include "app/usecases/access_token_issuer.hpp"
#include "app/usecases/prove_password.hpp"
#include "domain/refresh_family.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/outbound/audit_trail.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/password_hasher.hpp"
#include "ports/outbound/refresh_family_store.hpp"
#include "ports/outbound/refresh_token_mint.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

/// How long logins last.
struct LoginLifetimes {
  Lifetime idle;
  Lifetime absolute;
};

/// grant_type=password (RFC 6749 §4.3), for the operator's own apps: proves the user and begins a
/// login. Every login has a family, also one that gets no refresh token, so that each access token
/// of a user can be ended.
class PasswordGrant {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::PasswordHasher& hasher;
    outbound::RefreshFamilyStore& families;
    outbound::RefreshTokenMint& mint;
    outbound::AuditTrail& audit;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
    SlowGuesses& guesses;
  };

  PasswordGrant(Ports ports, AccessTokenIssuer& access_tokens, LoginLifetimes lifetimes,
                LoginRules rules = {})
      : ports_(ports),
        proof_({ports.users, ports.hasher, ports.audit, ports.clock, ports.guesses}, rules),
        access_tokens_(access_tokens),
        lifetimes_(lifetimes) {}

  std::expected<inbound::TokenResponse, OAuthError> redeem(const Client& client,
                                                           const inbound::PasswordRequest& request,
                                                           const inbound::RequestContext& context);

 private:
  struct Grant {
    Scopes scopes;
    std::vector<std::string> audience;
    /// Whether a refresh token comes with it.
    bool refreshable;
  };
  std::expected<Grant, OAuthError> permitted(const Client& client,
                                             const inbound::PasswordRequest& request) const;
  inbound::TokenResponse begin_login(const Client& client, const User& user, Grant grant,
                                     const inbound::RequestContext& context);

  Ports ports_;
  ProvePassword proof_;
  AccessTokenIssuer& access_tokens_;
  LoginLifetimes lifetimes_;
};

}  // namespace chancery
