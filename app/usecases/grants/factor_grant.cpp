#include "app/usecases/grants/factor_grant.hpp"

namespace chancery {

std::expected<inbound::TokenResponse, OAuthError> FactorGrant::redeem(
    const Client& client, const inbound::FactorRequest& request,
    const inbound::RequestContext& context) {
  const auto holder = held_by_client(client.id);
  auto wanted =
      read_wanted(factors_.terms_of(request.challenge, holder)).value_or(DirectLogin::Wanted{});
  wanted.always_pair = true;
  auto grant = logins_.permitted(client, wanted);
  if (!grant) return std::unexpected(grant.error());
  const auto proved = factors_.prove({.challenge = request.challenge,
                                      .purpose = Challenge::Purpose::sign_in,
                                      .holder = holder,
                                      .proof = request.proof,
                                      .client = client.id,
                                      .network = users_network(client, context)},
                                     context);
  if (!proved) return std::unexpected(proved.error());
  return logins_.begin(client,
                       {.user = proved->user,
                        .methods = proved->authentication.amr,
                        .authenticated_at = proved->authenticated_at,
                        .reason = proved->by},
                       *std::move(grant), context);
}

}  // namespace chancery
