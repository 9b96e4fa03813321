#include "app/usecases/grants/factor_grant.hpp"

namespace chancery {

std::expected<inbound::TokenResponse, OAuthError> FactorGrant::redeem(
    const Client& client, const inbound::FactorRequest& request,
    const inbound::RequestContext& context) {
  auto grant = logins_.permitted(client, {.always_pair = true});
  if (!grant) return std::unexpected(grant.error());
  const auto holder = held_by_client(client.id);
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
