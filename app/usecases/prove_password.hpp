#pragma once

#include <expected>
#include <string>

#include "domain/oauth_error.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "domain/user.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/outbound/audit_trail.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/password_hasher.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

/// Who may log in at all.
struct LoginRules {
  /// Only accounts whose e-mail address is verified.
  bool require_verified_email = false;
};

/// Proves a user by login name and password, and tells nobody which part was wrong: every refusal
/// has cost the same (ASVS 6.3.8, attack B80), and is remembered. May throw Unavailable.
class ProvePassword {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::PasswordHasher& hasher;
    outbound::AuditTrail& audit;
    const outbound::Clock& clock;
  };

  explicit ProvePassword(Ports ports, LoginRules rules = {}) : ports_(ports), rules_(rules) {}

  struct Claim {
    const std::string& login_name;
    const Secret& password;
    /// Where the user is to be logged in.
    const ClientId& client;
  };
  /// The account, or `invalid_grant`; that the address is not verified is told to nobody but who
  /// has the password.
  std::expected<User, OAuthError> prove(const Claim& claim, const inbound::RequestContext& context);

 private:
  Ports ports_;
  LoginRules rules_;
};

}  // namespace chancery
