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

/// Proves a user by login name and password, and tells nobody which part was wrong: every refusal
/// has cost the same (ASVS 6.3.8, attack B80), and is remembered. A hash that is not as one would
/// be made today is replaced when its password has proved right. May throw Unavailable.
class ProvePassword {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::PasswordHasher& hasher;
    outbound::AuditTrail& audit;
    const outbound::Clock& clock;
  };

  explicit ProvePassword(Ports ports) : ports_(ports) {}

  struct Claim {
    const std::string& login_name;
    const Secret& password;
    /// Where the user is to be logged in.
    const ClientId& client;
  };
  /// The account, or `invalid_grant`.
  std::expected<User, OAuthError> prove(const Claim& claim, const inbound::RequestContext& context);

 private:
  /// Best effort: the login that it happens at does not fail with it.
  void upgrade(const UserId& user, const Secret& password, const PasswordHash& hash);

  Ports ports_;
};

}  // namespace chancery
