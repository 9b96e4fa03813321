#include "app/usecases/manage_users.hpp"

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

std::optional<UserRefusal> invalid_name(const User& user) {
  if (!canonical_email(user.email)) {
    return UserRefusal{Reason::invalid_email,
                       "this is no e-mail address of the form name@host.example"};
  }
  if (user.username && !canonical_username(*user.username)) {
    return UserRefusal{
        Reason::invalid_username,
        "a username is 1 to 64 of letters, digits and . _ -, and begins and ends with "
        "a letter or digit"};
  }
  return std::nullopt;
}

}  // namespace

std::expected<User, UserRefusal> ManageUsers::add(User wanted,
                                                  const std::optional<Secret>& password) {
  if (auto refusal = invalid_name(wanted)) return std::unexpected(*std::move(refusal));
  std::optional<PasswordHash> hash;
  if (password) {
    if (auto why = weakness_of_password(*password)) return refuse(Reason::weak_password, *why);
    hash = ports_.hasher.hash(*password);
  }
  wanted.id = UserId(random_id(ports_.entropy));
  wanted.epoch = random_epoch(ports_.entropy);
  wanted.version = 0;
  wanted.created_at = wanted.updated_at = ports_.clock.now();
  using enum outbound::AddUserOutcome;
  switch (ports_.users.add(wanted, hash, event(AuditType::user_created, wanted.id, "command"))) {
    case added: return wanted;
    case outbound::AddUserOutcome::email_taken: return chancery::email_taken();
    case outbound::AddUserOutcome::username_taken: return chancery::username_taken();
  }
  std::unreachable();
}

std::optional<User> ManageUsers::find(const std::string& id_or_login) {
  if (auto user = ports_.users.find(UserId(id_or_login))) return user;
  const auto login = canonical_login(id_or_login);
  if (!login) return std::nullopt;
  auto found = ports_.users.find_by_login(*login);
  if (!found) return std::nullopt;
  return std::move(found->user);
}

std::expected<User, UserRefusal> ManageUsers::update(User wanted) {
  if (auto refusal = invalid_name(wanted)) return std::unexpected(*std::move(refusal));
  const auto stored = ports_.users.find(wanted.id);
  if (!stored) return unknown_user();
  const bool switched_off = wanted.disabled && !stored->disabled;
  wanted.epoch = stored->epoch;
  wanted.created_at = stored->created_at;
  wanted.updated_at = ports_.clock.now();
  if (switched_off) wanted = disabled(std::move(wanted), ports_.clock.now());
  return store(std::move(wanted), std::nullopt, switched_off ? "disabled" : "updated");
}

std::expected<User, UserRefusal> ManageUsers::set_password(const UserId& id,
                                                           const Secret& password) {
  if (auto why = weakness_of_password(password)) return refuse(Reason::weak_password, *why);
  const auto hash = ports_.hasher.hash(password);
  const auto user = ports_.users.find(id);
  if (!user) return unknown_user();
  return store(logged_out_everywhere(*user, ports_.clock.now()), hash, "password_changed");
}

std::expected<User, UserRefusal> ManageUsers::store(User user,
                                                    const std::optional<PasswordHash>& password,
                                                    const char* reason) {
  using enum outbound::UpdateUserOutcome;
  switch (ports_.users.update(user, password, event(AuditType::user_changed, user.id, reason))) {
    case updated: ++user.version; return user;
    case unknown: return unknown_user();
    case stale:
      return refuse(Reason::changed_meanwhile, "the account was changed meanwhile: try again");
    case outbound::UpdateUserOutcome::email_taken: return chancery::email_taken();
    case outbound::UpdateUserOutcome::username_taken: return chancery::username_taken();
  }
  std::unreachable();
}

std::expected<void, UserRefusal> ManageUsers::remove(const UserId& id) {
  if (!ports_.users.remove(id, event(AuditType::user_removed, id, "command")))
    return unknown_user();
  return {};
}

AuditEvent ManageUsers::event(AuditType type, const UserId& id, const char* reason) const {
  return {.type = type, .at = ports_.clock.now(), .reason = reason, .user = id};
}

}  // namespace chancery
