#include "adapters/http/endpoints/ticket.hpp"

#include "adapters/http/api/json_body.hpp"
#include "adapters/http/client_request.hpp"

namespace chancery::http {
namespace {

Reply answer(const std::expected<void, inbound::UserRefusal>& done, const Request& request) {
  if (!done) return problem_reply(problem_of(done.error()), request);
  return {.status = 204, .content_type = {}};
}

}  // namespace

Reply TicketEndpoint::verify(const Request& request) const {
  auto body = JsonBody::of(request);
  if (!body) return problem_reply(body.error(), request);
  const auto ticket = body->required_secret("token");
  if (const auto wrong = body->objection()) return problem_reply(*wrong, request);
  return answer(tickets_.verify(ticket, context_of(request)), request);
}

Reply TicketEndpoint::reset_password(const Request& request) const {
  auto body = JsonBody::of(request);
  if (!body) return problem_reply(body.error(), request);
  const auto ticket = body->required_secret("token");
  const auto password = body->required_secret("password");
  if (const auto wrong = body->objection()) return problem_reply(*wrong, request);
  return answer(tickets_.reset_password(ticket, password, context_of(request)), request);
}

}  // namespace chancery::http
