#include "adapters/http/endpoints/clients.hpp"

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/client_json.hpp"
#include "adapters/http/api/idempotency.hpp"
#include "adapters/http/api/json_body.hpp"
#include "adapters/http/api/list_query.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {
namespace {

using codec::Json;

Json json_of(const inbound::ClientPage& page) {
  Json::Array items;
  for (const auto& client : page.clients) items.push_back(client_json(client));
  return page_json(std::move(items), page.next_cursor);
}

Json json_of(const inbound::RegisteredClient& registered) {
  auto json = client_json(registered.client);
  if (registered.generated_secret) {
    json.set("client_secret", registered.generated_secret->reveal());
  }
  return json;
}

Client read_client(JsonBody& body) {
  auto id = body.text("client_id").value_or("");
  return with_members(Client{.id = ClientId(std::move(id))}, body);
}

}  // namespace

Reply ClientsEndpoint::list(const Request& request) const {
  auto query = ListQuery::of(request);
  if (!query) return problem_reply(query.error(), request);
  const auto admin = admin_of(request, ports_.bearer);
  if (!admin) return problem_reply(admin.error(), request);
  const auto wanted = query->page();
  if (const auto wrong = query->objection()) {
    return asked_by(*admin, problem_reply(*wrong, request));
  }
  const auto page = ports_.list.list(wanted.cursor, wanted.limit);
  return asked_by(
      *admin, page ? json_reply(200, json_of(*page)) : problem_reply(invalid_cursor(), request));
}

Reply ClientsEndpoint::add(const Request& request) const {
  const auto admin = admin_of(request, ports_.bearer);
  if (!admin) return problem_reply(admin.error(), request);
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*admin, problem_reply(body.error(), request));
  const auto wanted = read_client(*body);
  const auto secret = body->secret("client_secret");
  if (const auto wrong = body->objection()) {
    return asked_by(*admin, problem_reply(*wrong, request));
  }
  std::string without_secret;
  const auto work = [&] {
    const auto added = ports_.clients.add(wanted, secret, context_of(request));
    if (!added) return problem_reply(problem_of(added.error()), request);
    without_secret = codec::write_json(client_json(added->client));
    return json_reply(201, json_of(*added));
  };
  return asked_by(*admin, answer_once(request, ports_.once, "user " + admin->user.id.value(), work,
                                      [&](const Reply&) { return without_secret; }));
}

}  // namespace chancery::http
