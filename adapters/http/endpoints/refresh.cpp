#include "adapters/http/endpoints/refresh.hpp"

#include "adapters/http/api/token_pair.hpp"

namespace chancery::http {

Reply RefreshEndpoint::operator()(const Request& request) const {
  auto body = JsonBody::of(request);
  if (!body) return problem_reply(body.error(), request);
  const auto credentials = client_.read(*body);
  const inbound::RefreshTokenRequest refresh{.refresh_token =
                                                 body->required_secret("refresh_token")};
  if (const auto wrong = body->objection()) return problem_reply(*wrong, request);
  const auto client = client_.authenticate(credentials, request);
  if (!client) return problem_reply(client.error(), request);
  return token_pair(tokens_, *client, refresh, request,
                    [](const OAuthError& error) { return problem_of(error); });
}

}  // namespace chancery::http
