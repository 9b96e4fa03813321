#include "adapters/http/endpoints/login.hpp"

#include "adapters/http/api/factor_json.hpp"
#include "adapters/http/api/token_pair.hpp"

namespace chancery::http {
namespace {

Problem refused(const OAuthError& error) {
  if (error.retry_after) return too_many_attempts_problem(*error.retry_after);
  if (error.email_not_verified) return email_not_verified_problem();
  if (error.code != OAuthErrorCode::invalid_grant) return problem_of(error);
  return {401, "invalid_credentials", "the login or the password is wrong", {}, error.detail};
}

}  // namespace

Reply LoginEndpoint::operator()(const Request& request) const {
  auto body = JsonBody::of(request);
  if (!body) return problem_reply(body.error(), request);
  const auto credentials = client_.read(*body);
  const inbound::PasswordRequest login{.username = body->required_text("login"),
                                       .password = body->required_secret("password"),
                                       .always_pair = true};
  if (const auto wrong = body->objection()) return problem_reply(*wrong, request);
  const auto client = client_.authenticate(credentials, request);
  if (!client) return problem_reply(client.error(), request);
  return token_pair(tokens_, *client, login, request, [&](const OAuthError& error) {
    if (error.code != OAuthErrorCode::mfa_required) return refused(error);
    return mfa_required(offers_.offer(client->id, error.challenge));
  });
}

}  // namespace chancery::http
