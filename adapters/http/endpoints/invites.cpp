#include "adapters/http/endpoints/invites.hpp"

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/json_body.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"
#include "domain/codec/rfc3339.hpp"

namespace chancery::http {
namespace {

using codec::Json;

Json json_of(const inbound::Invitation& invitation) {
  return Json::object({{"email", invitation.email},
                       {"expires_at", codec::rfc3339(invitation.expires_at)},
                       {"link", invitation.link ? Json(invitation.link->reveal()) : Json()}});
}

}  // namespace

Reply InvitesEndpoint::operator()(const Request& request) const {
  const auto admin = admin_of(request, bearer_);
  if (!admin) return problem_reply(admin.error(), request);
  auto body = JsonBody::of(request);
  if (!body) return asked_by(*admin, problem_reply(body.error(), request));
  const auto email = body->required_text("email");
  if (const auto wrong = body->objection()) {
    return asked_by(*admin, problem_reply(*wrong, request));
  }
  const auto invited = invitations_.invite(email, context_of(request));
  return asked_by(*admin, invited ? json_reply(201, json_of(*invited))
                                  : problem_reply(problem_of(invited.error()), request));
}

}  // namespace chancery::http
