#pragma once

#include <expected>
#include <optional>

#include "app/usecases/password_rules.hpp"
#include "domain/audit_event.hpp"
#include "domain/secret.hpp"
#include "domain/user.hpp"
#include "ports/inbound/request_context.hpp"
#include "ports/inbound/user_refusal.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/password_hasher.hpp"
#include "ports/outbound/user_store.hpp"

namespace chancery {

/// Changes of accounts as every use case makes them: names, roles and passwords checked, conflicts
/// named, an audit event with each. Thread-safe.
class Accounts {
 public:
  using Outcome = std::expected<User, inbound::UserRefusal>;

  struct Ports {
    outbound::UserStore& users;
    outbound::PasswordHasher& hasher;
    const PasswordRules& password_rules;
    outbound::Entropy& entropy;
    const outbound::Clock& clock;
  };

  /// Why something is done, in one of our words, and by which request.
  struct Cause {
    const char* reason;
    const inbound::RequestContext& context;
  };

  explicit Accounts(Ports ports) : ports_(ports) {}

  /// What cannot be stored of the account; nothing if all can.
  [[nodiscard]] static std::optional<inbound::UserRefusal> objection(const User& account);

  /// Why the password may not be the account's; nothing if it may.
  [[nodiscard]] std::optional<inbound::UserRefusal> objection_to(const Secret& password,
                                                                 const User& account) const {
    return ports_.password_rules.objection(password, account);
  }

  /// Id, epoch, version and instants of `wanted` are filled in here.
  Outcome add(User wanted, const std::optional<Secret>& password, const Cause& cause);

  /// Replaces the account if its version is still `wanted.version`.
  Outcome replace(User wanted, const Cause& cause);

  /// Sets the password and ends every login, if the account's version is still `account.version`.
  Outcome set_password(const User& account, const Secret& password, const Cause& cause);

  std::expected<void, inbound::UserRefusal> remove(const UserId& id, const Cause& cause);

  [[nodiscard]] outbound::UserStore& users() { return ports_.users; }
  [[nodiscard]] Instant now() const { return ports_.clock.now(); }

 private:
  Outcome store(User user, const std::optional<PasswordHash>& password, const Cause& cause);
  [[nodiscard]] AuditEvent event(AuditType type, const UserId& id, const Cause& cause) const;

  Ports ports_;
};

}  // namespace chancery
