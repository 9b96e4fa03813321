#include "adapters/http/endpoints/userinfo.hpp"

#include "adapters/http/bearer_token.hpp"
#include "adapters/http/form.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {
namespace {

using codec::Json;

/// Nothing when no token was sent at all.
std::expected<std::optional<Secret>, OAuthError> token_of(const Request& request) {
  if (request.query) {
    return std::unexpected(invalid_request("a token belongs in the Authorization header"));
  }
  std::optional<Secret> in_form;
  if (request.method == "POST" && !request.body.empty()) {
    const auto form = Form::of(request);
    if (!form) return std::unexpected(invalid_request(std::string(describe(form.error()))));
    if (const auto text = form->get("access_token")) {
      in_form = parse_b64token(*text);
      if (!in_form) return std::unexpected(invalid_token("the token cannot be read"));
    }
  }
  auto in_header = bearer_token(request.headers);
  if (!in_header) {
    if (in_header.error() == AuthorizationError::absent) return in_form;
    return std::unexpected(invalid_request("the Authorization header cannot be read"));
  }
  if (in_form) return std::unexpected(invalid_request("two tokens in one request"));
  return *std::move(in_header);
}

Json body_of(const inbound::Userinfo& info) {
  const auto& user = info.user;
  auto body = Json::object({{"sub", user.id.value()}});
  if (info.scopes.contains("profile")) {
    if (user.username) body.set("preferred_username", *user.username);
    body.set("updated_at", std::int64_t{user.updated_at.time_since_epoch().count()});
  }
  if (info.scopes.contains("email")) {
    body.set("email", user.email);
    body.set("email_verified", user.email_verified);
  }
  return body;
}

}  // namespace

Reply UserinfoEndpoint::operator()(const Request& request) const {
  const auto token = token_of(request);
  if (!token) return refuse_bearer(token.error());
  if (!*token) return challenge_bearer();
  const auto info = userinfo_.read(**token);
  if (!info) return refuse_bearer(info.error());
  auto reply = json_reply(200, body_of(*info));
  reply.log.client_id = info->client.value();
  reply.log.more.emplace_back("user", info->user.id.value());
  return reply;
}

}  // namespace chancery::http
