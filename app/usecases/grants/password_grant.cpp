#include "app/usecases/grants/password_grant.hpp"

namespace chancery {

std::expected<inbound::TokenResponse, OAuthError> PasswordGrant::redeem(
    const Client& client, const inbound::PasswordRequest& request,
    const inbound::RequestContext& context) {
  const DirectLogin::Wanted wanted{
      .scopes = request.scopes, .resources = request.resources, .always_pair = request.always_pair};
  auto grant = logins_.permitted(client, wanted);
  if (!grant) return std::unexpected(grant.error());
  const auto user = proof_.prove({.login_name = request.username,
                                  .password = request.password,
                                  .client = client.id,
                                  .network = users_network(client, context)},
                                 context);
  if (!user) return std::unexpected(user.error());
  auto challenge = factors_.demand(*user, Challenge::Purpose::sign_in, held_by_client(client.id),
                                   write_wanted(wanted));
  if (challenge) {
    return std::unexpected(OAuthError{.code = OAuthErrorCode::mfa_required,
                                      .detail = "the user has a second factor",
                                      .challenge = *std::move(challenge)});
  }
  const auto methods = by_password().amr;
  return logins_.begin(
      client,
      {.user = *user, .methods = methods, .authenticated_at = clock_.now(), .reason = "password"},
      *std::move(grant), context);
}

}  // namespace chancery
