#include "app/usecases/prove_password.hpp"

namespace chancery {

std::expected<User, OAuthError> ProvePassword::prove(const Claim& claim,
                                                     const inbound::RequestContext& context) {
  if (claim.password.reveal().size() > max_password_length) {
    return std::unexpected(invalid_grant("the password is longer than any can be"));
  }
  const auto login = canonical_login(claim.login_name);
  const auto found = login ? ports_.users.find_by_login(*login) : std::nullopt;
  const bool has_password = found && found->password;
  // An account that does not exist costs the same hash and the same row (ASVS 6.3.8).
  const bool matches = ports_.hasher.verify(claim.password, has_password ? *found->password
                                                                         : ports_.hasher.decoy()) &&
                       has_password;
  const bool may_log_in = matches && !found->user.disabled;
  const bool is_verified = !rules_.require_verified_email || (found && found->user.email_verified);
  if (may_log_in && is_verified) return found->user;

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

}  // namespace chancery
