#include "adapters/http/endpoints/my_factors.hpp"

#include <functional>

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/api/factor_json.hpp"
#include "adapters/http/api/passkey_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"
#include "adapters/http/path_segment.hpp"
#include "adapters/http/qr_code.hpp"
#include "domain/challenge.hpp"

namespace chancery::http {
namespace {

using codec::Json;
using inbound::FactorRefusal;

inbound::FactorOwner owner_of(const inbound::Caller& caller) {
  return {.user = caller.user, .holder = caller.login.value(), .client = caller.client};
}

/// A user's request with a body: `act` reads the body and makes the answer, and is not asked when
/// either cannot be read.
using Act = std::function<Reply(const inbound::Caller& caller, JsonBody& body)>;
Reply with_body(const Request& request, inbound::AuthenticateBearer& bearer, const Act& act) {
  const auto caller = caller_of(request, bearer);
  if (!caller) return problem_reply(caller.error(), request);
  auto body = JsonBody::of(request);
  return asked_by(*caller, body ? act(*caller, *body) : problem_reply(body.error(), request));
}

/// The answer to what came of a change; `show` makes a body of the value.
template <class T, class Show>
Reply answer(const std::expected<T, FactorRefusal>& outcome, const Request& request, int status,
             Show show) {
  if (!outcome) return problem_reply(problem_of(outcome.error()), request);
  return json_reply(status, show(*outcome));
}

Json enrolled_json(const inbound::Enrolled& enrolled) {
  auto json = Json::object({{"factor", factor_json(enrolled.factor)}, {"proof", enrolled.proof}});
  if (!enrolled.recovery_codes.empty()) {
    json.set("recovery_codes", recovery_codes_json(enrolled.recovery_codes));
  }
  return json;
}

Json totp_json(const inbound::TotpEnrolment& begun) {
  auto json = Json::object({{"enrolment", begun.enrolment},
                            {"secret", begun.key.reveal()},
                            {"uri", begun.uri.reveal()}});
  if (const auto qr = qr_svg(begun.uri)) json.set("qr", qr->reveal());
  return json;
}

std::string proof_in(JsonBody& body) { return body.text("proof").value_or(""); }

}  // namespace

Reply MyFactorsEndpoint::prove(const Request& request) const {
  return with_body(request, ports_.bearer, [&](const auto& caller, JsonBody& body) {
    const auto challenge = body.text("challenge");
    const auto password = challenge ? Secret("") : body.required_secret("current_password");
    const auto factor = challenge ? read_factor_proof(body) : FactorProof(TotpProof{Secret("")});
    if (const auto wrong = body.objection()) return problem_reply(*wrong, request);
    const auto owner = owner_of(caller);
    const auto context = context_of(request);
    const auto proof = challenge ? ports_.prove.by_factor(owner, *challenge, factor, context)
                                 : ports_.prove.by_password(owner, password, context);
    return answer(proof, request, 200, [](const std::string& text) {
      return Json::object(
          {{"proof", text}, {"expires_in", std::int64_t{challenge_lifetime.count()}}});
    });
  });
}

Reply MyFactorsEndpoint::list(const Request& request) const {
  const auto caller = caller_of(request, ports_.bearer);
  if (!caller) return problem_reply(caller.error(), request);
  const auto list = ports_.manage.list(caller->user.id);
  Json::Array items;
  for (const auto& factor : list.factors) items.push_back(factor_json(factor));
  return asked_by(
      *caller,
      json_reply(
          200, Json::object({{"items", std::move(items)},
                             {"recovery_codes", static_cast<std::int64_t>(list.recovery_codes)}})));
}

Reply MyFactorsEndpoint::rename(const Request& request) const {
  return with_body(request, ports_.bearer, [&](const auto& caller, JsonBody& body) {
    const auto name = body.required_text("name");
    const auto proof = proof_in(body);
    if (const auto wrong = body.objection()) return problem_reply(*wrong, request);
    const FactorId id{std::string(request.last_segment())};
    return answer(ports_.manage.rename(owner_of(caller), proof, id, name, context_of(request)),
                  request, 200, factor_json);
  });
}

Reply MyFactorsEndpoint::remove(const Request& request) const {
  return with_body(request, ports_.bearer, [&](const auto& caller, JsonBody& body) {
    const auto proof = proof_in(body);
    if (const auto wrong = body.objection()) return problem_reply(*wrong, request);
    const FactorId id{std::string(request.last_segment())};
    const auto done = ports_.manage.remove(owner_of(caller), proof, id, context_of(request));
    return done ? Reply{.status = 204, .content_type = {}}
                : problem_reply(problem_of(done.error()), request);
  });
}

Reply MyFactorsEndpoint::replace_recovery_codes(const Request& request) const {
  return with_body(request, ports_.bearer, [&](const auto& caller, JsonBody& body) {
    const auto proof = proof_in(body);
    if (const auto wrong = body.objection()) return problem_reply(*wrong, request);
    return answer(
        ports_.manage.replace_recovery_codes(owner_of(caller), proof, context_of(request)), request,
        201, [](const auto& codes) {
          return Json::object({{"recovery_codes", recovery_codes_json(codes)}});
        });
  });
}

Reply MyFactorsEndpoint::begin_totp(const Request& request) const {
  return with_body(request, ports_.bearer, [&](const auto& caller, JsonBody& body) {
    const auto proof = proof_in(body);
    if (const auto wrong = body.objection()) return problem_reply(*wrong, request);
    return answer(ports_.enrol.begin_totp(owner_of(caller), proof), request, 200, totp_json);
  });
}

Reply MyFactorsEndpoint::confirm_totp(const Request& request) const {
  return with_body(request, ports_.bearer, [&](const auto& caller, JsonBody& body) {
    const auto enrolment = body.required_text("enrolment");
    const auto code = body.required_secret("code");
    const auto name = body.text("name");
    if (const auto wrong = body.objection()) return problem_reply(*wrong, request);
    return answer(
        ports_.enrol.confirm_totp(owner_of(caller), enrolment, code, name, context_of(request)),
        request, 201, enrolled_json);
  });
}

Reply MyFactorsEndpoint::begin_passkey(const Request& request) const {
  return with_body(request, ports_.bearer, [&](const auto& caller, JsonBody& body) {
    const auto proof = proof_in(body);
    if (const auto wrong = body.objection()) return problem_reply(*wrong, request);
    return answer(ports_.enrol.begin_passkey(owner_of(caller), proof), request, 200,
                  [](const inbound::PasskeyEnrolment& begun) {
                    return Json::object({{"enrolment", begun.enrolment},
                                         {"passkey", creation_options_json(begun.creation)}});
                  });
  });
}

Reply MyFactorsEndpoint::confirm_passkey(const Request& request) const {
  return with_body(request, ports_.bearer, [&](const auto& caller, JsonBody& body) {
    const auto enrolment = body.required_text("enrolment");
    const auto name = body.text("name");
    const auto* const passkey = body.object("passkey");
    const auto made = passkey == nullptr ? std::nullopt : read_new_passkey(*passkey);
    if (!made) body.refuse("passkey", passkey == nullptr ? "missing" : "invalid");
    if (const auto wrong = body.objection()) return problem_reply(*wrong, request);
    return answer(
        ports_.enrol.confirm_passkey(owner_of(caller), enrolment, *made, name, context_of(request)),
        request, 201, enrolled_json);
  });
}

Reply MyFactorsEndpoint::remove_all(const Request& request) const {
  const auto admin = admin_of(request, ports_.bearer);
  if (!admin) return problem_reply(admin.error(), request);
  const UserId user{decoded_segment(request.segment_before_last())};
  const bool had_any = ports_.manage.remove_all(user, context_of(request)) > 0;
  return asked_by(*admin, had_any ? Reply{.status = 204, .content_type = {}}
                                  : problem_reply({404, "not_found",
                                                   "there is no such user with a second factor"},
                                                  request));
}

}  // namespace chancery::http
