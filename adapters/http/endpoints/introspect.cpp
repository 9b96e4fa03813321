#include "adapters/http/endpoints/introspect.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/oauth_reply.hpp"

namespace chancery::http {
namespace {

using codec::Json;

Json seconds(Instant instant) { return std::int64_t{instant.time_since_epoch().count()}; }

Json audience(const std::vector<std::string>& values) {
  if (values.size() == 1) return values.front();
  Json::Array array;
  for (const auto& value : values) array.emplace_back(value);
  return array;
}

/// RFC 7662 §2.2; `token_type` is that of RFC 6749 §5.1, so a refresh token has none.
Json body_of(const inbound::ActiveToken& token) {
  auto body = Json::object({
      {"active", true},
      {"iss", token.issuer.value()},
      {"sub", token.subject},
      {"aud", audience(token.audience)},
      {"client_id", token.client.value()},
      {"exp", seconds(token.expires_at)},
  });
  if (!token.is_refresh_token) body.set("token_type", "Bearer");
  if (!token.scopes.empty()) body.set("scope", token.scopes.to_string());
  if (token.issued_at) body.set("iat", seconds(*token.issued_at));
  if (token.id) body.set("jti", token.id->value());
  if (token.login) body.set("sid", token.login->value());
  for (const auto& [name, value] : token.more) {
    if (body.find(name) == nullptr) body.set(name, value);
  }
  if (token.authenticated_at) body.set("auth_time", seconds(*token.authenticated_at));
  const auto& [amr, acr] = token.authentication;
  if (!acr.empty()) body.set("acr", acr);
  if (!amr.empty()) body.set("amr", Json::Array(amr.begin(), amr.end()));
  return body;
}

}  // namespace

Reply IntrospectEndpoint::operator()(const Request& request) const {
  const auto asked = read_client_request(request, {}, clients_);
  if (!asked) return asked.error();
  const auto& [form, client] = *asked;

  const auto token = form.get("token");
  const auto found = token ? tokens_.introspect(client, Secret(std::string(*token)))
                           : std::unexpected(invalid_request("token is missing"));
  auto reply = !found    ? refuse(found.error())
               : !*found ? json_reply(200, Json::object({{"active", false}}))
                         : json_reply(200, body_of(**found));
  reply.log.client_id = client.id.value();
  return reply;
}

}  // namespace chancery::http
