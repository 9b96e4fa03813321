#include "adapters/http/endpoints/user.hpp"

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/json_body.hpp"
#include "adapters/http/api/user_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"
#include "adapters/http/path_segment.hpp"

namespace chancery::http {
namespace {

const Problem no_such_user{404, "not_found", "there is no such user"};

/// A member that is there and may not be null.
template <class T>
void overwrite(JsonBody& body, std::string_view field, const std::optional<T>& given, T& value) {
  if (given) {
    value = *given;
  } else if (body.has(field)) {
    body.refuse(field, "wrong_type");
  }
}

User with_changes(User user, JsonBody& body) {
  const auto before = canonical_email(user.email);
  overwrite(body, "email", body.text("email"), user.email);
  if (canonical_email(user.email) != before) user.email_verified = false;
  auto username = body.text("username");
  if (body.has("username")) user.username = std::move(username);
  overwrite(body, "email_verified", body.flag("email_verified"), user.email_verified);
  overwrite(body, "roles", body.texts("roles"), user.roles);
  overwrite(body, "claims", body.map("claims"), user.claims);
  overwrite(body, "disabled", body.flag("disabled"), user.disabled);
  return user;
}

}  // namespace

std::optional<User> UserEndpoint::named(const Request& request) const {
  const auto id = decoded_segment(request.last_segment());
  auto user = users_.find(id);
  if (!user || user->id.value() != id) return std::nullopt;
  return user;
}

Reply UserEndpoint::show(const Request& request) const {
  const auto admin = admin_of(request, bearer_);
  if (!admin) return problem_reply(admin.error(), request);
  const auto user = named(request);
  return asked_by(*admin, user ? json_reply(200, managed_user_json(*user))
                               : problem_reply(no_such_user, request));
}

Reply UserEndpoint::change(const Request& request) const {
  const auto admin = admin_of(request, bearer_);
  if (!admin) return problem_reply(admin.error(), request);
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*admin, problem_reply(body.error(), request));
  auto user = named(request);
  if (!user) return asked_by(*admin, problem_reply(no_such_user, request));
  auto wanted = with_changes(*std::move(user), *body);
  if (const auto wrong = body->objection()) {
    return asked_by(*admin, problem_reply(*wrong, request));
  }
  const auto changed = users_.update(std::move(wanted), context_of(request));
  return asked_by(*admin, changed ? json_reply(200, managed_user_json(*changed))
                                  : problem_reply(problem_of(changed.error()), request));
}

Reply UserEndpoint::remove(const Request& request) const {
  const auto admin = admin_of(request, bearer_);
  if (!admin) return problem_reply(admin.error(), request);
  const auto done =
      users_.remove(UserId(decoded_segment(request.last_segment())), context_of(request));
  return asked_by(*admin, done ? Reply{.status = 204, .content_type = {}}
                               : problem_reply(problem_of(done.error()), request));
}

}  // namespace chancery::http
