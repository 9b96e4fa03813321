#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "app/usecases/login_rules.hpp"
#include "app/usecases/slow_guesses.hpp"
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
/// has cost the same (ASVS 6.3.8, attack B80), and is remembered. Who guesses becomes slow (attack
/// B81). A hash that is not as one would be made today is replaced when its password has proved
/// right. May throw Unavailable.
class ProvePassword {
 public:
  struct Ports {
    outbound::UserStore& users;
    outbound::PasswordHasher& hasher;
    outbound::AuditTrail& audit;
    const outbound::Clock& clock;
    SlowGuesses& guesses;
  };

  explicit ProvePassword(Ports ports, LoginRules rules = {}) : ports_(ports), rules_(rules) {}

  struct Claim {
    const std::string& login_name;
    const Secret& password;
    /// Where the user is to be logged in.
    const ClientId& client;
    /// The user's own, as RequestContext has it; empty where a client's server asks for its users.
    std::string_view network{};
    /// The browser's device cookie.
    std::optional<Secret> device{};
  };
  /// The account, or `invalid_grant`; with `retry_after` if nothing was looked at. That the address
  /// is not verified is told to nobody but who has the password.
  std::expected<User, OAuthError> prove(const Claim& claim, const inbound::RequestContext& context);

 private:
  /// Best effort: the login that it happens at does not fail with it.
  void upgrade(const UserId& user, const Secret& password, const PasswordHash& hash);

  Ports ports_;
  LoginRules rules_;
};

}  // namespace chancery
