#include "adapters/http/endpoints/users.hpp"

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/idempotency.hpp"
#include "adapters/http/api/json_body.hpp"
#include "adapters/http/api/list_query.hpp"
#include "adapters/http/api/user_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {
namespace {

using codec::Json;

std::optional<bool> parse_flag(std::string_view text) {
  return text == "true" || text == "false" ? std::optional(text == "true") : std::nullopt;
}

UserFilter read_filter(ListQuery& query) {
  UserFilter filter;
  query.read("email", filter.email, canonical_email);
  query.read("username", filter.username, canonical_username);
  query.read("role", filter.role, as_text);
  query.read("disabled", filter.disabled, parse_flag);
  return filter;
}

Json json_of(const inbound::UserPage& page) {
  Json::Array items;
  for (const auto& user : page.users) items.push_back(managed_user_json(user));
  return page_json(std::move(items), page.next_cursor);
}

User read_user(JsonBody& body) {
  return {.id = UserId(""),
          .email = body.required_text("email"),
          .username = body.text("username"),
          .email_verified = body.flag("email_verified").value_or(false),
          .roles = body.texts("roles").value_or(std::set<std::string>{}),
          .claims = body.map("claims").value_or(std::map<std::string, std::string>{}),
          .disabled = body.flag("disabled").value_or(false)};
}

}  // namespace

Reply UsersEndpoint::list(const Request& request) const {
  auto query = ListQuery::of(request);
  if (!query) return problem_reply(query.error(), request);
  const auto admin = admin_of(request, ports_.bearer);
  if (!admin) return problem_reply(admin.error(), request);
  const auto filter = read_filter(*query);
  const auto wanted = query->page();
  if (const auto wrong = query->objection()) {
    return asked_by(*admin, problem_reply(*wrong, request));
  }
  const auto page = ports_.list.list(filter, wanted.cursor, wanted.limit);
  return asked_by(
      *admin, page ? json_reply(200, json_of(*page)) : problem_reply(invalid_cursor(), request));
}

Reply UsersEndpoint::add(const Request& request) const {
  const auto admin = admin_of(request, ports_.bearer);
  if (!admin) return problem_reply(admin.error(), request);
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*admin, problem_reply(body.error(), request));
  const auto wanted = read_user(*body);
  const auto password = body->secret("password");
  if (const auto wrong = body->objection()) {
    return asked_by(*admin, problem_reply(*wrong, request));
  }
  return asked_by(*admin, answer_once(request, ports_.once, "user " + admin->user.id.value(), [&] {
    const auto user = ports_.users.add(wanted, password, context_of(request));
    return user ? json_reply(201, managed_user_json(*user))
                : problem_reply(problem_of(user.error()), request);
  }));
}

Lane UsersEndpoint::lane(const Request& request) {
  return request.method == "POST" ? Lane::hashing : Lane::general;
}

}  // namespace chancery::http
