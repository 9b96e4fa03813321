#include "adapters/http/endpoints/login_factor.hpp"

#include "adapters/http/api/factor_json.hpp"
#include "adapters/http/api/passkey_json.hpp"
#include "adapters/http/api/token_pair.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {
namespace {

Problem refused(const OAuthError& error) {
  if (error.retry_after) return too_many_attempts_problem(*error.retry_after);
  if (error.email_not_verified) return email_not_verified_problem();
  if (error.code == OAuthErrorCode::invalid_session) {
    return {401, "challenge_lost", "this took too long: log in again", {}, error.detail};
  }
  if (error.code != OAuthErrorCode::invalid_grant) return problem_of(error);
  return {401, "wrong_factor", "this does not prove the second factor", {}, error.detail};
}

}  // namespace

Reply LoginFactorEndpoint::answer(const Request& request) const {
  auto body = JsonBody::of(request);
  if (!body) return problem_reply(body.error(), request);
  const auto credentials = client_.read(*body);
  const inbound::FactorRequest wanted{.challenge = body->required_text("challenge"),
                                      .proof = read_factor_proof(*body)};
  if (const auto wrong = body->objection()) return problem_reply(*wrong, request);
  const auto client = client_.authenticate(credentials, request);
  if (!client) return problem_reply(client.error(), request);
  return token_pair(tokens_, *client, wanted, request, refused);
}

Reply LoginFactorEndpoint::ask_passkey(const Request& request) const {
  auto body = JsonBody::of(request);
  if (!body) return problem_reply(body.error(), request);
  const auto credentials = client_.read(*body);
  if (const auto wrong = body->objection()) return problem_reply(*wrong, request);
  const auto client = client_.authenticate(credentials, request);
  if (!client) return problem_reply(client.error(), request);
  const auto offer = offers_.offer_passkey(client->id);
  auto reply = offer ? json_reply(200, factor_offer_json(*offer))
                     : problem_reply({501, "no_passkeys",
                                      "the issuer's host is an address, and passkeys need a name"},
                                     request);
  reply.log.client_id = client->id.value();
  return reply;
}

}  // namespace chancery::http
