#include "adapters/http/endpoints/register.hpp"

#include "adapters/http/api/idempotency.hpp"
#include "adapters/http/api/json_body.hpp"
#include "adapters/http/api/user_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {

Reply RegisterEndpoint::operator()(const Request& request) const {
  auto body = JsonBody::of(request);
  if (!body) return problem_reply(body.error(), request);
  const inbound::Registration registration{.email = body->required_text("email"),
                                           .password = body->required_secret("password"),
                                           .username = body->text("username"),
                                           .invitation = body->secret("invitation")};
  if (const auto wrong = body->objection(members_of_administrators)) {
    return problem_reply(*wrong, request);
  }
  return answer_once(request, once_, "address " + request.origin.address, [&] {
    const auto registered = users_.register_user(registration, context_of(request));
    if (!registered) return problem_reply(problem_of(registered.error()), request);
    const auto& user = registered->user;
    if (!user) return json_reply(202, codec::Json::object({{"status", "verification_required"}}));
    auto reply = json_reply(201, user_json(*user));
    reply.log.more.emplace_back("user", user->id.value());
    return reply;
  });
}

}  // namespace chancery::http
