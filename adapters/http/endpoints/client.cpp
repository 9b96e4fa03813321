#include "adapters/http/endpoints/client.hpp"

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/client_json.hpp"
#include "adapters/http/api/json_body.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"
#include "adapters/http/path_segment.hpp"

namespace chancery::http {
namespace {

using codec::Json;
using inbound::ClientRefusal;

ClientId named(const Request& request) { return ClientId(decoded_segment(request.last_segment())); }

Reply no_such_client(const Request& request) {
  return problem_reply(problem_of(ClientRefusal{ClientRefusal::Reason::unknown}), request);
}

Json json_of(const inbound::RegisteredClient& changed) {
  auto json = Json::object({{"client_id", changed.client.id.value()}});
  if (changed.generated_secret) json.set("client_secret", changed.generated_secret->reveal());
  return json;
}

}  // namespace

Reply ClientEndpoint::show(const Request& request) const {
  const auto admin = admin_of(request, bearer_);
  if (!admin) return problem_reply(admin.error(), request);
  const auto client = clients_.find(named(request));
  return asked_by(*admin, client ? json_reply(200, client_json(*client)) : no_such_client(request));
}

Reply ClientEndpoint::change(const Request& request) const {
  const auto admin = admin_of(request, bearer_);
  if (!admin) return problem_reply(admin.error(), request);
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*admin, problem_reply(body.error(), request));
  auto client = clients_.find(named(request));
  if (!client) return asked_by(*admin, no_such_client(request));
  auto wanted = with_members(*std::move(client), *body);
  if (const auto wrong = body->objection()) {
    return asked_by(*admin, problem_reply(*wrong, request));
  }
  const auto changed = clients_.update(std::move(wanted), context_of(request));
  return asked_by(*admin, changed ? json_reply(200, client_json(*changed))
                                  : problem_reply(problem_of(changed.error()), request));
}

Reply ClientEndpoint::remove(const Request& request) const {
  const auto admin = admin_of(request, bearer_);
  if (!admin) return problem_reply(admin.error(), request);
  const auto done = clients_.remove(named(request), context_of(request));
  return asked_by(*admin, done ? Reply{.status = 204, .content_type = {}}
                               : problem_reply(problem_of(done.error()), request));
}

Reply ClientEndpoint::replace_secret(const Request& request) const {
  const auto admin = admin_of(request, bearer_);
  if (!admin) return problem_reply(admin.error(), request);
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*admin, problem_reply(body.error(), request));
  const auto secret = body->secret("client_secret");
  if (const auto wrong = body->objection()) {
    return asked_by(*admin, problem_reply(*wrong, request));
  }
  const ClientId id(decoded_segment(request.segment_before_last()));
  const auto changed = clients_.replace_secret(id, secret, context_of(request));
  return asked_by(*admin, changed ? json_reply(200, json_of(*changed))
                                  : problem_reply(problem_of(changed.error()), request));
}

}  // namespace chancery::http
