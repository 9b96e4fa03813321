#include "adapters/http/api/api_caller.hpp"

#include "adapters/http/bearer_token.hpp"

namespace chancery::http {

std::expected<inbound::Caller, Problem> caller_of(const Request& request,
                                                  inbound::AuthenticateBearer& bearer) {
  const auto token = bearer_token(request.headers);
  if (!token && token.error() == AuthorizationError::absent) {
    return std::unexpected(Problem{401, "missing_token", "an access token is needed"});
  }
  if (!token) return std::unexpected(unreadable("the Authorization header cannot be read"));
  auto caller = bearer.authenticate(*token);
  if (!caller) return std::unexpected(problem_of(caller.error()));
  return *std::move(caller);
}

std::expected<inbound::Caller, Problem> admin_of(const Request& request,
                                                 inbound::AuthenticateBearer& bearer) {
  auto caller = caller_of(request, bearer);
  if (caller && !is_admin(caller->user)) {
    return std::unexpected(Problem{403, "admin_only", "this is for administrators"});
  }
  return caller;
}

Reply asked_by(const inbound::Caller& caller, Reply reply) {
  reply.log.client_id = caller.client.value();
  reply.log.more.emplace_back("user", caller.user.id.value());
  return reply;
}

Endpoint without_query(Endpoint endpoint) {
  return [endpoint = std::move(endpoint)](const Request& request) {
    if (!request.query) return endpoint(request);
    return problem_reply(unreadable("this takes no parameters in the URL"), request);
  };
}

}  // namespace chancery::http
