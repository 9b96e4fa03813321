#include "adapters/http/endpoints/my_consents.hpp"

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/list_query.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"
#include "adapters/http/path_segment.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::http {
namespace {

using codec::Json;

const Problem no_such_consent{404, "not_found", "you have allowed this app nothing"};

Json consent_json(const inbound::GivenConsent& given) {
  const auto& consent = given.consent;
  Json::Array claims(consent.claims.begin(), consent.claims.end());
  return Json::object({
      {"client_id", consent.client.value()},
      {"client_name", given.client_name},
      {"scope", consent.scopes.to_string()},
      {"claims", Json(std::move(claims))},
      {"given_at", codec::rfc3339(consent.given_at)},
  });
}

}  // namespace

Reply MyConsentsEndpoint::list(const Request& request) const {
  const auto caller = caller_of(request, bearer_);
  if (!caller) return problem_reply(caller.error(), request);
  Json::Array items;
  for (const auto& given : consents_.list(caller->user.id)) items.push_back(consent_json(given));
  return asked_by(*caller, json_reply(200, page_json(std::move(items), std::nullopt)));
}

Reply MyConsentsEndpoint::revoke(const Request& request) const {
  const auto caller = caller_of(request, bearer_);
  if (!caller) return problem_reply(caller.error(), request);
  const ClientId client{decoded_segment(request.last_segment())};
  const bool revoked = consents_.revoke(caller->user.id, client, context_of(request));
  return asked_by(*caller, revoked ? Reply{.status = 204, .content_type = {}}
                                   : problem_reply(no_such_consent, request));
}

}  // namespace chancery::http
