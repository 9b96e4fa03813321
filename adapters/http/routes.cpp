#include "adapters/http/routes.hpp"

#include "adapters/http/endpoints/health.hpp"
#include "adapters/http/endpoints/introspect.hpp"
#include "adapters/http/endpoints/jwks.hpp"
#include "adapters/http/endpoints/metadata.hpp"
#include "adapters/http/endpoints/revoke.hpp"
#include "adapters/http/endpoints/token.hpp"
#include "adapters/http/endpoints/userinfo.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {

std::vector<Route> routes(const InboundPorts& ports, const Issuer& issuer, Lifetime jwks_max_age) {
  const auto at_once = [](const Request&) { return Lane::inline_; };
  const auto waits = [](const Request&) { return Lane::general; };

  const MetadataEndpoint metadata(issuer, jwks_max_age);
  const JwksEndpoint jwks(ports.publish_keys, jwks_max_age);
  const TokenEndpoint token(ports.authenticate_client, ports.issue_tokens);
  const RevokeEndpoint revoke(ports.authenticate_client, ports.revoke_token);
  const IntrospectEndpoint introspect(ports.authenticate_client, ports.introspect_token);
  const UserinfoEndpoint userinfo(ports.read_userinfo);
  const ReadyEndpoint ready(ports.check_health);

  return {
      {paths::openid_configuration, {{"GET", metadata}}, Cors::any, at_once},
      {paths::oauth_authorization_server, {{"GET", metadata}}, Cors::any, at_once},
      {paths::jwks, {{"GET", jwks}}, Cors::any, at_once},
      {paths::token, {{"POST", token}}, Cors::registered, TokenEndpoint::lane},
      {paths::revoke, {{"POST", revoke}}, Cors::registered, waits},
      {paths::introspect, {{"POST", introspect}}, Cors::none, waits},
      {paths::userinfo, {{"GET", userinfo}, {"POST", userinfo}}, Cors::registered, waits},
      {paths::health_live, {{"GET", live}}, Cors::none, at_once},
      {paths::health_ready, {{"GET", ready}}, Cors::none, waits},
  };
}

}  // namespace chancery::http
