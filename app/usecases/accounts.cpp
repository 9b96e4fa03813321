#include "app/usecases/accounts.hpp"

#include <algorithm>

#include "app/usecases/interactions.hpp"
#include "app/usecases/random_id.hpp"
#include "domain/user_claims.hpp"

namespace chancery {
namespace {

using inbound::UserRefusal;
using Reason = UserRefusal::Reason;

std::unexpected<UserRefusal> refuse(Reason reason, std::string message) {
  return std::unexpected(UserRefusal{reason, std::move(message)});
}

std::unexpected<UserRefusal> unknown_user() {
  return refuse(Reason::unknown, "there is no such user");
}

}  // namespace

std::optional<UserRefusal> Accounts::objection(const User& account) {
  if (!canonical_email(account.email)) {
    return UserRefusal{Reason::invalid_email,
                       "this is no e-mail address of the form name@host.example"};
  }
  if (account.username && !canonical_username(*account.username)) {
    return UserRefusal{
        Reason::invalid_username,
        "a username is 1 to 64 of letters, digits and . _ -, and begins and ends with "
        "a letter or digit"};
  }
  if (!std::ranges::all_of(account.roles, is_role)) {
    return UserRefusal{Reason::invalid_role,
                       "a role is 1 to 64 printable ASCII characters without spaces"};
  }
  return std::nullopt;
}

std::optional<UserRefusal> Accounts::objection_to_claims(const User& account) {
  for (const auto& [name, value] : account.claims) {
    auto fault = fault_of_claim(name, value);
    if (!fault) continue;
    if (!fault->hint.empty()) fault->message += ": " + fault->hint;
    return UserRefusal{Reason::invalid_claim, std::move(fault->message)};
  }
  return std::nullopt;
}

Accounts::Outcome Accounts::add(User wanted, const std::optional<Secret>& password,
                                const Cause& cause) {
  if (auto refusal = objection(wanted)) return std::unexpected(*std::move(refusal));
  std::optional<PasswordHash> hash;
  if (password) {
    if (auto why = objection_to(*password, wanted)) return std::unexpected(*std::move(why));
    hash = ports_.hasher.hash(*password);
  }
  return insert(prepared(std::move(wanted)), hash, cause);
}

User Accounts::prepared(User wanted) {
  if (wanted.id.value().empty()) wanted.id = UserId(random_id(ports_.entropy));
  wanted.epoch = random_epoch(ports_.entropy);
  wanted.version = 0;
  wanted.created_at = wanted.updated_at = now();
  return wanted;
}

Accounts::Outcome Accounts::insert(User wanted, const std::optional<PasswordHash>& password,
                                   const Cause& cause) {
  using enum outbound::AddUserOutcome;
  switch (ports_.users.add(wanted, password, event(AuditType::user_created, wanted.id, cause))) {
    case added: return wanted;
    case email_taken: return std::unexpected(email_is_taken());
    case username_taken: return std::unexpected(username_is_taken());
  }
  std::unreachable();
}

Accounts::Outcome Accounts::replace(User wanted, const Cause& cause) {
  if (auto refusal = objection(wanted)) return std::unexpected(*std::move(refusal));
  const auto outcome =
      ports_.users.update(wanted, std::nullopt, event(AuditType::user_changed, wanted.id, cause));
  return outcome_of(outcome, std::move(wanted));
}

Accounts::Outcome Accounts::set_password(const User& account, const Secret& password,
                                         const std::optional<FamilyId>& kept_login,
                                         const Cause& cause) {
  if (auto why = objection_to(password, account)) return std::unexpected(*std::move(why));
  auto wanted = logged_out_everywhere(account, now());
  const auto hash = ports_.hasher.hash(password);
  const auto changed = event(AuditType::user_changed, account.id, cause);
  const auto outcome = kept_login ? ports_.users.update_keeping(wanted, hash, *kept_login, changed)
                                  : ports_.users.update(wanted, hash, changed);
  return outcome_of(outcome, std::move(wanted));
}

Accounts::Outcome Accounts::disown(const User& account, const Cause& cause) {
  auto wanted = logged_out_everywhere(account, now());
  const auto outcome = ports_.users.update(wanted, hash(random_secret(ports_.entropy)),
                                           event(AuditType::user_changed, account.id, cause));
  return outcome_of(outcome, std::move(wanted));
}

Accounts::Outcome Accounts::outcome_of(outbound::UpdateUserOutcome outcome, User user) {
  using enum outbound::UpdateUserOutcome;
  switch (outcome) {
    case updated: ++user.version; return user;
    case unknown: return unknown_user();
    case stale:
      return refuse(Reason::changed_meanwhile, "the account was changed meanwhile: try again");
    case email_taken: return std::unexpected(email_is_taken());
    case username_taken: return std::unexpected(username_is_taken());
  }
  std::unreachable();
}

UserRefusal Accounts::email_is_taken() {
  return {Reason::email_taken, "another account has this e-mail address"};
}

UserRefusal Accounts::username_is_taken() {
  return {Reason::username_taken, "another account has this username"};
}

std::expected<void, UserRefusal> Accounts::remove(const UserId& id, const Cause& cause) {
  if (!ports_.users.remove(id, event(AuditType::user_removed, id, cause))) return unknown_user();
  return {};
}

AuditEvent Accounts::event(AuditType type, const UserId& id, const Cause& cause) const {
  return {.type = type,
          .at = now(),
          .reason = cause.reason,
          .user = id,
          .origin = cause.context.origin,
          .request_id = cause.context.request_id};
}

}  // namespace chancery
