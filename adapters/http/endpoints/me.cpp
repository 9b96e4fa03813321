#include "adapters/http/endpoints/me.hpp"

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/json_body.hpp"
#include "adapters/http/api/user_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {
namespace {

inbound::AccountChange read_change(JsonBody& body, const std::string& acr) {
  inbound::AccountChange change{
      .email = body.text("email"),
      .proof = {.current_password = body.secret("current_password"), .acr = acr}};
  if (body.has("email") && !change.email) body.refuse("email", "wrong_type");
  auto username = body.text("username");
  if (body.has("username")) change.username = std::move(username);
  return change;
}

/// That the account has gone meanwhile is what the next request is told as well.
Problem problem_of_own(const inbound::UserRefusal& refusal,
                       std::string_view password_field = "password") {
  if (refusal.reason != inbound::UserRefusal::Reason::unknown) {
    return problem_of(refusal, password_field);
  }
  return problem_of(invalid_token("the user is gone"));
}

}  // namespace

Reply MeEndpoint::show(const Request& request) const {
  const auto caller = caller_of(request, bearer_);
  if (!caller) return problem_reply(caller.error(), request);
  return asked_by(*caller, json_reply(200, user_json(caller->user)));
}

Reply MeEndpoint::change(const Request& request) const {
  const auto caller = caller_of(request, bearer_);
  if (!caller) return problem_reply(caller.error(), request);
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*caller, problem_reply(body.error(), request));
  const auto wanted = read_change(*body, caller->acr);
  if (const auto wrong = body->objection(members_of_administrators)) {
    return asked_by(*caller, problem_reply(*wrong, request));
  }
  const auto changed = accounts_.change(caller->user, wanted, context_of(request));
  if (!changed) {
    return asked_by(*caller, problem_reply(problem_of_own(changed.error()), request));
  }
  const int status = changed->awaits_confirmation ? 202 : 200;
  return asked_by(*caller, json_reply(status, user_json(changed->user)));
}

Reply MeEndpoint::remove(const Request& request) const {
  const auto caller = caller_of(request, bearer_);
  if (!caller) return problem_reply(caller.error(), request);
  if (request.body.empty()) {
    return asked_by(*caller, problem_reply(invalid({{"current_password", "missing"}}), request));
  }
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*caller, problem_reply(body.error(), request));
  const auto password = body->required_secret("current_password");
  if (const auto wrong = body->objection()) {
    return asked_by(*caller, problem_reply(*wrong, request));
  }
  const auto done = accounts_.remove(caller->user, {password, caller->acr}, context_of(request));
  return asked_by(*caller, done ? Reply{.status = 204, .content_type = {}}
                                : problem_reply(problem_of_own(done.error()), request));
}

Reply MeEndpoint::change_password(const Request& request) const {
  const auto caller = caller_of(request, bearer_);
  if (!caller) return problem_reply(caller.error(), request);
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*caller, problem_reply(body.error(), request));
  const inbound::ManageAccount::Passwords passwords{
      .proof = {.current_password = body->required_secret("current_password"), .acr = caller->acr},
      .wanted = body->required_secret("new_password"),
      .login = caller->login};
  if (const auto wrong = body->objection()) {
    return asked_by(*caller, problem_reply(*wrong, request));
  }
  const auto done = accounts_.change_password(caller->user, passwords, context_of(request));
  return asked_by(*caller,
                  done ? Reply{.status = 204, .content_type = {}}
                       : problem_reply(problem_of_own(done.error(), "new_password"), request));
}

Lane MeEndpoint::lane(const Request& request) {
  return request.method == "GET" || request.method == "HEAD" ? Lane::general : Lane::hashing;
}

}  // namespace chancery::http
