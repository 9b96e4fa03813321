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

  /// The same for its claims, which are looked at where they are changed: an older release let
  /// through what this one would not, and such an account must still be one to switch off.
  [[nodiscard]] static std::optional<inbound::UserRefusal> objection_to_claims(const User& account);

  /// Why the password may not be the account's; nothing if it may.
  [[nodiscard]] std::optional<inbound::UserRefusal> objection_to(const Secret& password,
                                                                 const User& account) const {
    return ports_.password_rules.objection(password, account);
  }

  [[nodiscard]] PasswordHash hash(const Secret& password) { return ports_.hasher.hash(password); }

  /// Id, epoch, version and instants of `wanted` are filled in here; an id that it has, it keeps.
  [[nodiscard]] User prepared(User wanted);
  Outcome add(User wanted, const std::optional<Secret>& password, const Cause& cause);

  /// The same for one that was checked and prepared before.
  Outcome insert(User wanted, const std::optional<PasswordHash>& password, const Cause& cause);

  /// Replaces the account if its version is still `wanted.version`.
  Outcome replace(User wanted, const Cause& cause);

  /// Sets the password and ends every login but the one that is to be kept, if the account's
  /// version is still `account.version`.
  Outcome set_password(const User& account, const Secret& password,
                       const std::optional<FamilyId>& kept_login, const Cause& cause);

  /// Ends every login, and every link that was sent; nobody knows the password from now on.
  Outcome disown(const User& account, const Cause& cause);

  std::expected<void, inbound::UserRefusal> remove(const UserId& id, const Cause& cause);

  static inbound::UserRefusal email_is_taken();
  static inbound::UserRefusal username_is_taken();

  [[nodiscard]] AuditEvent event(AuditType type, const UserId& id, const Cause& cause) const;

  [[nodiscard]] outbound::UserStore& users() { return ports_.users; }
  [[nodiscard]] Instant now() const { return ports_.clock.now(); }

 private:
  /// What an update to `user` came to.
  static Outcome outcome_of(outbound::UpdateUserOutcome outcome, User user);

  Ports ports_;
};

}  // namespace chancery
