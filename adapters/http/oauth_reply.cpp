#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {
namespace {

constexpr const char* basic_challenge = R"(Basic realm="chancery", charset="UTF-8")";
constexpr const char* bearer_challenge = R"(Bearer realm="chancery")";

Reply error_reply(int status, const OAuthError& error) {
  auto body = codec::Json::object({{"error", name(error.code)}});
  if (!error.challenge.empty()) body.set("challenge", error.challenge);
  auto reply = json_reply(status, body);
  reply.log.error = name(error.code);
  reply.log.detail = error.detail;
  return reply;
}

int bearer_status(OAuthErrorCode code) {
  if (code == OAuthErrorCode::insufficient_scope) return 403;
  return code == OAuthErrorCode::invalid_request ? 400 : 401;
}

}  // namespace

Reply json_reply(int status, const codec::Json& body) {
  return {.status = status, .body = codec::write_json(body)};
}

Reply refuse(const OAuthError& error, bool challenge_basic) {
  if (error.retry_after) {
    auto reply = error_reply(429, error);
    reply.log.error = "too_many_attempts";
    set_retry_after(reply, *error.retry_after);
    return reply;
  }
  if (error.code == OAuthErrorCode::mfa_required) return error_reply(403, error);
  if (error.code != OAuthErrorCode::invalid_client) return error_reply(400, error);
  auto reply = error_reply(401, error);
  if (challenge_basic) reply.headers.emplace_back("WWW-Authenticate", basic_challenge);
  return reply;
}

Reply refuse_bearer(const OAuthError& error) {
  auto reply = error_reply(bearer_status(error.code), error);
  reply.headers.emplace_back("WWW-Authenticate", std::string(bearer_challenge) + R"(, error=")" +
                                                     std::string(name(error.code)) + '"');
  return reply;
}

Reply challenge_bearer() {
  return {.status = 401,
          .content_type = {},
          .headers = {{"WWW-Authenticate", bearer_challenge}},
          .log = {.error = "missing_token", .detail = "no bearer token was sent"}};
}

}  // namespace chancery::http
