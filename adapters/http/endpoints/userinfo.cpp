#include "adapters/http/endpoints/userinfo.hpp"

#include "adapters/http/bearer_token.hpp"
#include "adapters/http/form.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {
namespace {

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

Reply signed_reply(const Secret& jwt) {
  return {.status = 200, .body = jwt.reveal(), .content_type = "application/jwt"};
}

}  // namespace

Reply UserinfoEndpoint::operator()(const Request& request) const {
  const auto token = token_of(request);
  if (!token) return refuse_bearer(token.error());
  if (!*token) return challenge_bearer();
  const auto info = userinfo_.read(**token);
  if (!info) return refuse_bearer(info.error());
  auto reply = info->jwt ? signed_reply(*info->jwt) : json_reply(200, info->claims);
  reply.log.client_id = info->client.value();
  reply.log.more.emplace_back("user", info->user.value());
  return reply;
}

}  // namespace chancery::http
