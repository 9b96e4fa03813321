#include "app/usecases/manage_account.hpp"

#include "domain/authentication.hpp"
#include "domain/password_policy.hpp"

namespace chancery {
namespace {

using inbound::UserRefusal;
using Reason = UserRefusal::Reason;

UserRefusal wait(Lifetime retry_after) {
  return {Reason::too_many_attempts,
          "there were too many attempts: try again after the time in Retry-After", retry_after};
}

User changed(User account, const inbound::AccountChange& change) {
  if (change.username) account.username = *change.username;
  if (change.email) account.email = *change.email;
  return account;
}

}  // namespace

std::expected<inbound::AccountChanged, UserRefusal> ManageAccount::change(
    const User& account, const inbound::AccountChange& change,
    const inbound::RequestContext& context) {
  auto wanted = changed(account, change);
  if (wanted == account) return inbound::AccountChanged{wanted};
  // Before the password is looked at: a slow hash is not spent on what is refused anyway.
  if (auto refusal = Accounts::objection(wanted)) return std::unexpected(*std::move(refusal));
  const bool moves = canonical_email(wanted.email) != canonical_email(account.email);
  if (moves) {
    if (auto why = doubt(account, change.proof, context)) {
      return std::unexpected(*std::move(why));
    }
    wanted.email_verified = false;
  }
  const bool awaits_confirmation = moves && mail_.is_enabled();
  const auto next_email = wanted.email;
  if (awaits_confirmation) {
    if (auto why = too_many_mails(account, next_email, context)) {
      return std::unexpected(*std::move(why));
    }
    wanted.email = account.email;
    wanted.email_verified = account.email_verified;
  }
  if (wanted != account) {
    wanted.updated_at = accounts_.now();
    auto replaced = accounts_.replace(std::move(wanted), {"self", context});
    if (!replaced) return std::unexpected(std::move(replaced.error()));
    wanted = *std::move(replaced);
  }
  if (awaits_confirmation) {
    tickets_.issue({.purpose = TicketPurpose::change_email, .to = next_email, .user = &wanted},
                   context);
  }
  return inbound::AccountChanged{std::move(wanted), awaits_confirmation};
}

std::expected<void, UserRefusal> ManageAccount::change_password(
    const User& account, const Passwords& passwords, const inbound::RequestContext& context) {
  if (auto why = accounts_.objection_to(passwords.wanted, account)) {
    return std::unexpected(*std::move(why));
  }
  if (auto why = doubt(account, passwords.proof, context)) {
    return std::unexpected(*std::move(why));
  }
  auto done = accounts_.set_password(account, passwords.wanted, passwords.login,
                                     {"password_changed", context});
  if (!done) return std::unexpected(std::move(done.error()));
  mail_.tell({.kind = MailKind::password_changed,
              .to = account.email,
              .user = &account,
              .languages = context.languages,
              .link = mail_.page(ticket_help_path)});
  return {};
}

std::expected<void, UserRefusal> ManageAccount::remove(const User& account,
                                                       const inbound::OwnerProof& proof,
                                                       const inbound::RequestContext& context) {
  if (auto why = doubt(account, proof, context)) return std::unexpected(*std::move(why));
  return accounts_.remove(account.id, {"self", context});
}

std::optional<UserRefusal> ManageAccount::doubt(const User& account,
                                                const inbound::OwnerProof& proof,
                                                const inbound::RequestContext& context) {
  if (!proof.current_password) {
    return UserRefusal{Reason::current_password_missing, "this needs the current password"};
  }
  if (!is_at_least(proof.acr, two_factor_acr) && ports_.factors.enrolled(account.id).any()) {
    return UserRefusal{Reason::second_factor_needed,
                       "this login was made without the second factor: log in again with it"};
  }
  auto guess = ports_.guesses.begin(
      {.kind = AttemptKind::password, .user = account.id, .network = context.network}, context);
  if (!guess) return wait(guess.error());
  if (matches(account, *proof.current_password)) {
    guess->was_right();
    return std::nullopt;
  }
  guess->was_wrong();
  ports_.audit.record({.type = AuditType::login_failed,
                       .at = accounts_.now(),
                       .reason = "wrong_current_password",
                       .user = account.id,
                       .origin = context.origin,
                       .request_id = context.request_id});
  return UserRefusal{Reason::current_password_wrong, "the current password is wrong"};
}

std::optional<UserRefusal> ManageAccount::too_many_mails(const User& account,
                                                         const std::string& next_email,
                                                         const inbound::RequestContext& context) {
  const auto address = canonical_email(next_email);
  const SlowGuesses::Target asked[] = {
      {.kind = AttemptKind::confirmation_mail, .user = account.id, .network = context.network},
      {.kind = AttemptKind::confirmation_mail, .login_name = address->value()}};
  for (const auto& target : asked) {
    auto counted = ports_.guesses.begin(target, context);
    if (!counted) return wait(counted.error());
    counted->was_wrong();
  }
  return std::nullopt;
}

bool ManageAccount::matches(const User& account, const Secret& password) {
  if (!normal_form(password)) return false;
  const auto login = canonical_email(account.email);
  const auto found = login ? accounts_.users().find_by_login(*login) : std::nullopt;
  // The address may be another account's by now.
  const bool has_password = found && found->user.id == account.id && found->password;
  return ports_.hasher.verify(password, has_password ? *found->password : ports_.hasher.decoy()) &&
         has_password;
}

}  // namespace chancery
