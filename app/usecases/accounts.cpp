#include "app/usecases/accounts.hpp"

#include <algorithm>

#include "app/usecases/random_id.hpp"

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
std::unexpected<UserRefusal> email_taken() {
  return refuse(Reason::email_taken, "another account has this e-mail address");
}
std::unexpected<UserRefusal> username_taken() {
  return refuse(Reason::username_taken, "another account has this username");
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

Accounts::Outcome Accounts::add(User wanted, const std::optional<Secret>& password,
                                const Cause& cause) {
  if (auto refusal = objection(wanted)) return std::unexpected(*std::move(refusal));
  std::optional<PasswordHash> hash;
  if (password) {
    if (auto why = objection_to(*password, wanted)) return std::unexpected(*std::move(why));
    hash = ports_.hasher.hash(*password);
  }
  wanted.id = UserId(random_id(ports_.entropy));
  wanted.epoch = random_epoch(ports_.entropy);
  wanted.version = 0;
  wanted.created_at = wanted.updated_at = now();
  using enum outbound::AddUserOutcome;
  switch (ports_.users.add(wanted, hash, event(AuditType::user_created, wanted.id, cause))) {
    case added: return wanted;
    case outbound::AddUserOutcome::email_taken: return chancery::email_taken();
    case outbound::AddUserOutcome::username_taken: return chancery::username_taken();
  }
  std::unreachable();
}

Accounts::Outcome Accounts::replace(User wanted, const Cause& cause) {
  if (auto refusal = objection(wanted)) return std::unexpected(*std::move(refusal));
  return store(std::move(wanted), std::nullopt, cause);
}

Accounts::Outcome Accounts::set_password(const User& account, const Secret& password,
                                         const Cause& cause) {
  if (auto why = objection_to(password, account)) return std::unexpected(*std::move(why));
  return store(logged_out_everywhere(account, now()), ports_.hasher.hash(password), cause);
}

Accounts::Outcome Accounts::store(User user, const std::optional<PasswordHash>& password,
                                  const Cause& cause) {
  using enum outbound::UpdateUserOutcome;
  switch (ports_.users.update(user, password, event(AuditType::user_changed, user.id, cause))) {
    case updated: ++user.version; return user;
    case unknown: return unknown_user();
    case stale:
      return refuse(Reason::changed_meanwhile, "the account was changed meanwhile: try again");
    case outbound::UpdateUserOutcome::email_taken: return chancery::email_taken();
    case outbound::UpdateUserOutcome::username_taken: return chancery::username_taken();
  }
  std::unreachable();
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
