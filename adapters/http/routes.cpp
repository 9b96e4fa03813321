#include "adapters/http/routes.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/endpoints/account_mail.hpp"
#include "adapters/http/endpoints/challenge.hpp"
#include "adapters/http/endpoints/client.hpp"
#include "adapters/http/endpoints/clients.hpp"
#include "adapters/http/endpoints/health.hpp"
#include "adapters/http/endpoints/introspect.hpp"
#include "adapters/http/endpoints/invites.hpp"
#include "adapters/http/endpoints/jwks.hpp"
#include "adapters/http/endpoints/login.hpp"
#include "adapters/http/endpoints/login_factor.hpp"
#include "adapters/http/endpoints/logout.hpp"
#include "adapters/http/endpoints/me.hpp"
#include "adapters/http/endpoints/metadata.hpp"
#include "adapters/http/endpoints/metrics.hpp"
#include "adapters/http/endpoints/my_consents.hpp"
#include "adapters/http/endpoints/my_factors.hpp"
#include "adapters/http/endpoints/my_sessions.hpp"
#include "adapters/http/endpoints/openapi.hpp"
#include "adapters/http/endpoints/refresh.hpp"
#include "adapters/http/endpoints/register.hpp"
#include "adapters/http/endpoints/revoke.hpp"
#include "adapters/http/endpoints/ticket.hpp"
#include "adapters/http/endpoints/token.hpp"
#include "adapters/http/endpoints/user.hpp"
#include "adapters/http/endpoints/userinfo.hpp"
#include "adapters/http/endpoints/users.hpp"
#include "adapters/http/paths.hpp"
#include "adapters/http/rate_limiter.hpp"

namespace chancery::http {
namespace {

Lane at_once(const Request&) { return Lane::inline_; }
Lane waits(const Request&) { return Lane::general; }
Lane hashes(const Request&) { return Lane::hashing; }

/// A method of an endpoint that takes no query.
template <class T>
Endpoint plain(const T& endpoint, Reply (T::*method)(const Request&) const) {
  return without_query(std::bind_front(method, endpoint));
}

std::vector<Route> api_routes(const InboundPorts& ports, const RouteOptions& options) {
  const ApiClient client(ports.authenticate_client, options.api_client);
  const RegisterEndpoint sign_up(ports.register_user, ports.answer_once);
  const LoginEndpoint login(client, ports.issue_tokens, ports.offer_factors);
  const RefreshEndpoint refresh(client, ports.issue_tokens);
  const LogoutEndpoint logout(client, ports.revoke_token);
  using Me = MeEndpoint;
  const Me me(ports.authenticate_bearer, ports.manage_account);
  using MySessions = MySessionsEndpoint;
  const MySessions my_sessions(ports.authenticate_bearer, ports.manage_sessions);
  using MyConsents = MyConsentsEndpoint;
  const MyConsents my_consents(ports.authenticate_bearer, ports.manage_consents);
  const UsersEndpoint users(
      {ports.authenticate_bearer, ports.list_users, ports.manage_users, ports.answer_once});
  using User = UserEndpoint;
  const User user(ports.authenticate_bearer, ports.manage_users);
  constexpr auto cors = Cors::registered;

  return {
      {paths::api_register,
       {{"POST", without_query(sign_up)}},
       cors,
       hashes,
       options.registration_limit},
      {paths::api_login, {{"POST", without_query(login)}}, cors, hashes, options.token_limit},
      {paths::api_refresh, {{"POST", without_query(refresh)}}, cors, waits, options.token_limit},
      {paths::api_logout, {{"POST", without_query(logout)}}, cors, waits},
      {paths::api_me,
       {{"GET", plain(me, &Me::show)},
        {"PATCH", plain(me, &Me::change)},
        {"DELETE", plain(me, &Me::remove)}},
       cors,
       Me::lane},
      {paths::api_my_password, {{"PUT", plain(me, &Me::change_password)}}, cors, Me::lane},
      {paths::api_my_sessions,
       {{"GET", std::bind_front(&MySessions::list, my_sessions)}},
       cors,
       waits},
      {paths::api_my_session, {{"DELETE", plain(my_sessions, &MySessions::end)}}, cors, waits},
      {paths::api_my_consents, {{"GET", plain(my_consents, &MyConsents::list)}}, cors, waits},
      {paths::api_my_consent, {{"DELETE", plain(my_consents, &MyConsents::revoke)}}, cors, waits},
      {paths::api_users,
       {{"GET", std::bind_front(&UsersEndpoint::list, users)},
        {"POST", plain(users, &UsersEndpoint::add)}},
       cors,
       UsersEndpoint::lane},
      {paths::api_user,
       {{"GET", plain(user, &User::show)},
        {"PATCH", plain(user, &User::change)},
        {"DELETE", plain(user, &User::remove)}},
       cors,
       waits},
  };
}

std::vector<Route> account_routes(const InboundPorts& ports, const RouteOptions& options) {
  using Mail = AccountMailEndpoint;
  const Mail mail(ports.request_account_mail);
  using Ticket = TicketEndpoint;
  const Ticket ticket(ports.redeem_ticket);
  const InvitesEndpoint invites(ports.authenticate_bearer, ports.invite_users);
  constexpr auto cors = Cors::registered;

  return {
      {paths::api_forgot_password,
       {{"POST", plain(mail, &Mail::forgot_password)}},
       cors,
       waits,
       options.registration_limit},
      {paths::api_reset_password, {{"POST", plain(ticket, &Ticket::reset_password)}}, cors, hashes},
      {paths::api_request_verify,
       {{"POST", plain(mail, &Mail::request_verify)}},
       cors,
       waits,
       options.registration_limit},
      {paths::api_verify, {{"POST", plain(ticket, &Ticket::verify)}}, cors, waits},
      {paths::api_invites, {{"POST", without_query(invites)}}, cors, waits},
  };
}

std::vector<Route> factor_routes(const InboundPorts& ports, const RouteOptions& options) {
  using Login = LoginFactorEndpoint;
  const Login login(ApiClient(ports.authenticate_client, options.api_client), ports.issue_tokens,
                    ports.offer_factors);
  using Mine = MyFactorsEndpoint;
  const Mine mine(
      {ports.authenticate_bearer, ports.prove_again, ports.enrol_factors, ports.manage_factors});
  constexpr auto cors = Cors::registered;
  const auto post = [&](const char* path, Reply (Mine::*method)(const Request&) const) {
    return Route{path, {{"POST", plain(mine, method)}}, cors, waits};
  };

  return {
      {paths::api_factor,
       {{"POST", plain(login, &Login::answer)}},
       cors,
       waits,
       options.token_limit},
      {paths::api_passkey,
       {{"POST", plain(login, &Login::ask_passkey)}},
       cors,
       waits,
       options.token_limit},
      {paths::api_my_proof, {{"POST", plain(mine, &Mine::prove)}}, cors, hashes},
      {paths::api_my_factors, {{"GET", plain(mine, &Mine::list)}}, cors, waits},
      post(paths::api_my_totp, &Mine::begin_totp),
      post(paths::api_my_totp_confirm, &Mine::confirm_totp),
      post(paths::api_my_passkey, &Mine::begin_passkey),
      post(paths::api_my_passkey_confirm, &Mine::confirm_passkey),
      post(paths::api_my_recovery_codes, &Mine::replace_recovery_codes),
      {paths::api_my_factor,
       {{"PATCH", plain(mine, &Mine::rename)}, {"DELETE", plain(mine, &Mine::remove)}},
       cors,
       waits},
      {paths::api_user_factors, {{"DELETE", plain(mine, &Mine::remove_all)}}, cors, waits},
  };
}

std::vector<Route> client_routes(const InboundPorts& ports) {
  const ClientsEndpoint clients(
      {ports.authenticate_bearer, ports.list_clients, ports.manage_clients, ports.answer_once});
  using Client = ClientEndpoint;
  const Client client(ports.authenticate_bearer, ports.manage_clients);
  constexpr auto cors = Cors::registered;

  return {
      {paths::api_clients,
       {{"GET", std::bind_front(&ClientsEndpoint::list, clients)},
        {"POST", plain(clients, &ClientsEndpoint::add)}},
       cors,
       waits},
      {paths::api_client,
       {{"GET", plain(client, &Client::show)},
        {"PATCH", plain(client, &Client::change)},
        {"DELETE", plain(client, &Client::remove)}},
       cors,
       waits},
      {paths::api_client_secret, {{"POST", plain(client, &Client::replace_secret)}}, cors, waits},
  };
}

std::vector<Route> protocol_routes(const InboundPorts& ports, const RouteOptions& options) {
  const MetadataEndpoint metadata(options.issuer, options.jwks_max_age);
  const JwksEndpoint jwks(ports.publish_keys, options.jwks_max_age);
  const TokenEndpoint token(ports.authenticate_client, ports.issue_tokens);
  const ChallengeEndpoint challenge(ports.authenticate_client, ports.authorization_challenge);
  const RevokeEndpoint revoke(ports.authenticate_client, ports.revoke_token);
  const IntrospectEndpoint introspect(ports.authenticate_client, ports.introspect_token);
  const UserinfoEndpoint userinfo(ports.read_userinfo);
  const ReadyEndpoint ready(ports.check_health);

  return {
      {paths::openid_configuration, {{"GET", metadata}}, Cors::any, at_once},
      {paths::oauth_authorization_server, {{"GET", metadata}}, Cors::any, at_once},
      {paths::jwks, {{"GET", jwks}}, Cors::any, at_once},
      {paths::token, {{"POST", token}}, Cors::registered, TokenEndpoint::lane, options.token_limit},
      {paths::challenge,
       {{"POST", challenge}},
       Cors::registered,
       ChallengeEndpoint::lane,
       options.token_limit},
      {paths::revoke, {{"POST", revoke}}, Cors::registered, waits},
      {paths::introspect, {{"POST", introspect}}, Cors::none, waits},
      {paths::userinfo, {{"GET", userinfo}, {"POST", userinfo}}, Cors::registered, waits},
      {paths::health_live, {{"GET", live}}, Cors::none, at_once},
      {paths::health_ready, {{"GET", ready}}, Cors::none, waits},
  };
}

std::vector<Route> document_routes(const RouteOptions& options) {
  const auto json = openapi_json_endpoint(options.jwks_max_age);
  const auto yaml = openapi_yaml_endpoint(options.jwks_max_age);
  const auto docs = docs_endpoint(options.issuer, options.jwks_max_age);

  return {
      {paths::openapi_json, {{"GET", json}}, Cors::any, at_once},
      {paths::openapi_yaml, {{"GET", yaml}}, Cors::any, at_once},
      {paths::docs, {{"GET", docs}}, Cors::none, at_once},
  };
}

}  // namespace

std::vector<Route> routes(const InboundPorts& ports, const RouteOptions& options) {
  auto all = protocol_routes(ports, options);
  std::ranges::move(api_routes(ports, options), std::back_inserter(all));
  std::ranges::move(account_routes(ports, options), std::back_inserter(all));
  std::ranges::move(factor_routes(ports, options), std::back_inserter(all));
  std::ranges::move(client_routes(ports), std::back_inserter(all));
  std::ranges::move(document_routes(options), std::back_inserter(all));
  return all;
}

std::vector<Route> metrics_routes(inbound::ReadMetrics& metrics) {
  return {{paths::metrics, {{"GET", MetricsEndpoint(metrics)}}, Cors::none, waits}};
}

}  // namespace chancery::http
