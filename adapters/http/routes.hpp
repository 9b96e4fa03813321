#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "adapters/http/message.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"
#include "ports/inbound/answer_once.hpp"
#include "ports/inbound/authenticate_bearer.hpp"
#include "ports/inbound/authenticate_client.hpp"
#include "ports/inbound/authorization_challenge.hpp"
#include "ports/inbound/check_health.hpp"
#include "ports/inbound/enrol_factors.hpp"
#include "ports/inbound/introspect_token.hpp"
#include "ports/inbound/invite_users.hpp"
#include "ports/inbound/issue_tokens.hpp"
#include "ports/inbound/list_clients.hpp"
#include "ports/inbound/list_users.hpp"
#include "ports/inbound/manage_account.hpp"
#include "ports/inbound/manage_clients.hpp"
#include "ports/inbound/manage_consents.hpp"
#include "ports/inbound/manage_factors.hpp"
#include "ports/inbound/manage_sessions.hpp"
#include "ports/inbound/manage_users.hpp"
#include "ports/inbound/offer_factors.hpp"
#include "ports/inbound/prove_again.hpp"
#include "ports/inbound/publish_keys.hpp"
#include "ports/inbound/read_metrics.hpp"
#include "ports/inbound/read_userinfo.hpp"
#include "ports/inbound/redeem_ticket.hpp"
#include "ports/inbound/register_user.hpp"
#include "ports/inbound/request_account_mail.hpp"
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
  inbound::AuthenticateBearer& authenticate_bearer;
  inbound::RegisterUser& register_user;
  inbound::ManageAccount& manage_account;
  inbound::ManageUsers& manage_users;
  inbound::ListUsers& list_users;
  inbound::AnswerOnce& answer_once;
  inbound::ManageSessions& manage_sessions;
  inbound::ManageClients& manage_clients;
  inbound::ListClients& list_clients;
  inbound::ManageConsents& manage_consents;
  inbound::RequestAccountMail& request_account_mail;
  inbound::RedeemTicket& redeem_ticket;
  inbound::InviteUsers& invite_users;
  inbound::OfferFactors& offer_factors;
  inbound::ProveAgain& prove_again;
  inbound::EnrolFactors& enrol_factors;
  inbound::ManageFactors& manage_factors;
  inbound::AuthorizationChallenge& authorization_challenge;
};

struct RouteOptions {
  Issuer issuer;
  /// How long the JWKS, and the other public documents, may be cached.
  Lifetime jwks_max_age;
  /// Whom /api/v1/auth acts for when a body names no client.
  std::optional<ClientId> api_client{};
  /// Of accounts that people make for themselves and mails they ask for, and of requests for
  /// tokens. Null: any number.
  std::shared_ptr<RateLimiter> registration_limit{};
  std::shared_ptr<RateLimiter> token_limit{};
};

/// One line per URL. The ports must outlive the routes.
std::vector<Route> routes(const InboundPorts& ports, const RouteOptions& options);

/// `/metrics`, which may be served apart from the others. The port must outlive the routes.
std::vector<Route> metrics_routes(inbound::ReadMetrics& metrics);

}  // namespace chancery::http
