#include "adapters/http/endpoints/logout.hpp"

#include "adapters/http/client_request.hpp"

namespace chancery::http {

Reply LogoutEndpoint::operator()(const Request& request) const {
  auto body = JsonBody::of(request);
  if (!body) return problem_reply(body.error(), request);
  const auto credentials = client_.read(*body);
  const auto token = body->required_secret("refresh_token");
  if (const auto wrong = body->objection()) return problem_reply(*wrong, request);
  const auto client = client_.authenticate(credentials, request);
  if (!client) return problem_reply(client.error(), request);

  const auto done = tokens_.log_out(*client, token, context_of(request));
  auto reply = done ? Reply{.status = 204, .content_type = {}}
                    : problem_reply(problem_of(done.error()), request);
  reply.log.client_id = client->id.value();
  return reply;
}

}  // namespace chancery::http
