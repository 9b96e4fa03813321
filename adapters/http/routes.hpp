#pragma once

#include <vector>

#include "adapters/http/message.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/inbound/check_health.hpp"
#include "ports/inbound/introspect_token.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/inbound/publish_keys.hpp"
#include "ports/inbound/read_userinfo.hpp"
#include "ports/inbound/revoke_token.hpp"

namespace chancery::http {

/// Everything the world may ask over HTTP.
struct InboundPorts {
  inbound::AuthenticateClient& authenticate_client;
  inbound::IssueTokens& issue_tokens;
  inbound::RevokeToken& revoke_token;
  inbound::IntrospectToken& introspect_token;
  inbound::ReadUserinfo& read_userinfo;
  inbound::PublishKeys& publish_keys;
  inbound::CheckHealth& check_health;
};

/// One line per URL. The ports must outlive the routes. `jwks_max_age`: how long the JWKS, and the
/// metadata documents, may be cached.
std::vector<Route> routes(const InboundPorts& ports, const Issuer& issuer, Lifetime jwks_max_age);

}  // namespace chancery::http
