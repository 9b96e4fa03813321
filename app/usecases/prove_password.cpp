#include "app/usecases/prove_password.hpp"

#include "domain/password_policy.hpp"
#include "ports/unavailable.hpp"

namespace chancery {

std::expected<User, OAuthError> ProvePassword::prove(const Claim& claim,
                                                     const inbound::RequestContext& context) {
  if (!normal_form(claim.password)) {
    return std::unexpected(invalid_grant("the text is none that can be a password"));
  }
  const auto login = canonical_login(claim.login_name);
  const auto found = login ? ports_.users.find_by_login(*login) : std::nullopt;
  auto guess = ports_.guesses.begin(
      {.kind = AttemptKind::password,
       .user = found ? std::optional(found->user.id) : std::nullopt,
       .login_name = login ? std::string_view(login->value()) : claim.login_name,
       .network = claim.network,
       .device = claim.device,
       .client = claim.client},
      context);
  if (!guess) return std::unexpected(too_many_attempts(guess.error()));

  const bool has_password = found && found->password;
  // An account that does not exist costs the same hash and the same row (ASVS 6.3.8).
  const bool matches = ports_.hasher.verify(claim.password, has_password ? *found->password
                                                                         : ports_.hasher.decoy()) &&
                       has_password;
  const bool may_log_in = matches && !found->user.disabled;
  const bool is_verified = !rules_.require_verified_email || (found && found->user.email_verified);
  if (may_log_in) {
    guess->was_right();
    upgrade(found->user.id, claim.password, *found->password);
    if (is_verified) return found->user;
  } else {
    guess->was_wrong();
  }

  const char* reason = !found       ? "unknown_user"
                       : !matches   ? "wrong_password"
                       : may_log_in ? "email_not_verified"
                                    : "user_disabled";
  ports_.audit.record({.type = AuditType::login_failed,
                       .at = ports_.clock.now(),
                       .reason = reason,
                       .user = found ? std::optional(found->user.id) : std::nullopt,
                       .client = claim.client,
                       .origin = context.origin,
                       .request_id = context.request_id});
  return std::unexpected(may_log_in ? email_not_verified() : invalid_grant(reason));
}

void ProvePassword::upgrade(const UserId& user, const Secret& password, const PasswordHash& hash) {
  if (ports_.hasher.is_current(hash)) return;
  try {
    ports_.users.replace_password(user, hash, ports_.hasher.hash(password));
  } catch (const Unavailable&) {
    return;  // the password is right all the same, and the next login will do
  }
}

}  // namespace chancery
