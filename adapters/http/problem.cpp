#include "adapters/http/problem.hpp"

#include <algorithm>

#include "adapters/http/wire/reason_phrase.hpp"
#include "domain/codec/json.hpp"

namespace chancery::http {
namespace {

using codec::Json;
using Reason = inbound::UserRefusal::Reason;

Json json_of(const std::vector<FieldError>& errors) {
  Json::Array array;
  for (const auto& error : errors) {
    array.push_back(Json::object({{"field", error.field}, {"code", error.code}}));
  }
  return array;
}

std::string challenge(const Problem& problem) {
  std::string text = R"(Bearer realm="chancery")";
  if (problem.code == "invalid_token") text += R"(, error="invalid_token")";
  return text;
}

/// What is wrong with the field that a refusal is about.
FieldError field_error(Reason reason, std::string_view password_field) {
  switch (reason) {
    case Reason::email_taken: return {"email", "taken"};
    case Reason::username_taken: return {"username", "taken"};
    case Reason::invalid_email: return {"email", "invalid"};
    case Reason::invalid_username: return {"username", "invalid"};
    case Reason::invalid_role: return {"roles", "invalid"};
    case Reason::invalid_claim: return {"claims", "invalid"};
    case Reason::weak_password: return {std::string(password_field), "weak"};
    case Reason::current_password_missing: return {"current_password", "missing"};
    case Reason::current_password_wrong: return {"current_password", "wrong"};
    default: break;
  }
  return {};
}

}  // namespace

Reply problem_reply(const Problem& problem, const Request& request) {
  auto body = Json::object({
      {"type", "about:blank"},
      {"title", reason_phrase(problem.status)},
      {"status", problem.status},
      {"detail", problem.detail},
      {"code", problem.code},
      {"request_id", request.request_id},
  });
  if (!problem.errors.empty()) body.set("errors", json_of(problem.errors));
  if (problem.mfa) body.set("mfa", *problem.mfa);
  Reply reply{.status = problem.status,
              .body = codec::write_json(body),
              .content_type = "application/problem+json"};
  if (problem.status == 401) reply.headers.emplace_back("WWW-Authenticate", challenge(problem));
  if (problem.retry_after) set_retry_after(reply, *problem.retry_after);
  reply.log.error = problem.code;
  reply.log.detail = problem.log.empty() ? problem.detail : problem.log;
  return reply;
}

Problem unreadable(std::string detail) { return {400, "unreadable", std::move(detail)}; }

Problem invalid(std::vector<FieldError> errors) {
  return {422, "invalid", "the members listed in errors are not as they must be",
          std::move(errors)};
}

Problem email_not_verified_problem() {
  return {403, "email_not_verified", "the e-mail address has to be confirmed first"};
}

Problem too_many_attempts_problem(std::chrono::seconds retry_after) {
  Problem problem{429, "too_many_attempts",
                  "there were too many attempts: try again after the time in Retry-After"};
  problem.retry_after = retry_after;
  return problem;
}

Problem problem_of(const inbound::UserRefusal& refusal, std::string_view password_field) {
  switch (refusal.reason) {
    case Reason::too_many_attempts:
      return too_many_attempts_problem(refusal.retry_after.value_or(std::chrono::seconds(1)));
    case Reason::second_factor_needed:
      return {403, "insufficient_user_authentication", refusal.message};
    case Reason::unknown: return {404, "not_found", refusal.message};
    case Reason::changed_meanwhile: return {409, "changed_meanwhile", refusal.message};
    case Reason::email_taken:
    case Reason::username_taken:
      return {
          409, "account_exists", refusal.message, {field_error(refusal.reason, password_field)}};
    case Reason::invalid_link:
      return {400, "invalid_link", refusal.message, {}, std::string(refusal.detail)};
    case Reason::registration_off: return {403, "registration_off", refusal.message};
    case Reason::invitation_missing: return {403, "invitation_missing", refusal.message};
    case Reason::no_mail: return {501, "no_mail", refusal.message};
    default:
      return {422, "invalid", refusal.message, {field_error(refusal.reason, password_field)}};
  }
}

Problem problem_of(const inbound::ClientRefusal& refusal) {
  using enum inbound::ClientRefusal::Reason;
  switch (refusal.reason) {
    case unknown: return {404, "not_found", "there is no such client"};
    case already_exists:
      return {409, "client_exists", "there is such a client already", {{"client_id", "taken"}}};
    case changed_meanwhile:
      return {409, "changed_meanwhile", "the client was changed meanwhile: read it again"};
    case inbound::ClientRefusal::Reason::invalid: break;
  }
  Problem problem{422, "invalid", ""};
  for (const auto& [field, message] : refusal.problems) {
    if (!problem.detail.empty()) problem.detail += "; ";
    problem.detail.append(field).append(": ").append(message);
    const FieldError error{field, "invalid"};
    if (std::ranges::find(problem.errors, error) == problem.errors.end()) {
      problem.errors.push_back(error);
    }
  }
  return problem;
}

Problem problem_of(const OAuthError& error) {
  switch (error.code) {
    case OAuthErrorCode::invalid_client:
      return {
          401, "invalid_client", "the client is unknown or its secret is wrong", {}, error.detail};
    case OAuthErrorCode::invalid_grant:
      return {
          401, "invalid_grant", "the refresh token is not valid: log in again", {}, error.detail};
    case OAuthErrorCode::invalid_token:
      return {401, "invalid_token", "the access token is not valid", {}, error.detail};
    case OAuthErrorCode::insufficient_scope:
      return {403, "first_party_only", "this is for logins of first-party apps", {}, error.detail};
    default: return {403, name(error.code), "the client may not do this", {}, error.detail};
  }
}

}  // namespace chancery::http
