#include "adapters/http/endpoints/my_sessions.hpp"

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/list_query.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::http {
namespace {

using codec::Json;

const Problem no_such_session{404, "not_found", "there is no such session of yours"};

Json session_json(const UserSession& session, const FamilyId& current) {
  return Json::object({
      {"id", session.id.value()},
      {"client_id", session.client.value()},
      {"client_name", session.client_name},
      {"address", session.last_used_from.address},
      {"user_agent", session.last_used_from.user_agent},
      {"created_at", codec::rfc3339(session.created_at)},
      {"last_used_at", codec::rfc3339(session.last_used_at)},
      {"expires_at", codec::rfc3339(session.expires_at)},
      {"current", session.id == current},
  });
}

Json json_of(const inbound::SessionPage& page, const FamilyId& current) {
  Json::Array items;
  for (const auto& session : page.sessions) items.push_back(session_json(session, current));
  return page_json(std::move(items), page.next_cursor);
}

}  // namespace

Reply MySessionsEndpoint::list(const Request& request) const {
  auto query = ListQuery::of(request);
  if (!query) return problem_reply(query.error(), request);
  const auto caller = caller_of(request, bearer_);
  if (!caller) return problem_reply(caller.error(), request);
  const auto wanted = query->page();
  if (const auto wrong = query->objection()) {
    return asked_by(*caller, problem_reply(*wrong, request));
  }
  const auto page = sessions_.list({.user = caller->user.id}, wanted.cursor, wanted.limit);
  return asked_by(*caller, page ? json_reply(200, json_of(*page, caller->login))
                                : problem_reply(invalid_cursor(), request));
}

Reply MySessionsEndpoint::end(const Request& request) const {
  const auto caller = caller_of(request, bearer_);
  if (!caller) return problem_reply(caller.error(), request);
  const FamilyId id{std::string(request.last_segment())};
  const bool ended = sessions_.end(id, caller->user.id, context_of(request));
  return asked_by(*caller, ended ? Reply{.status = 204, .content_type = {}}
                                 : problem_reply(no_such_session, request));
}

}  // namespace chancery::http
