#include "app/service.hpp"

#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "adapters/http/page_routes.hpp"
#include "adapters/http/paths.hpp"
#include "adapters/http/rate_limiter.hpp"
#include "adapters/http/routes.hpp"
#include "adapters/http/server.hpp"
#include "app/account_clerk.hpp"
#include "app/api_client.hpp"
#include "app/health.hpp"
#include "app/housekeeper.hpp"
#include "app/key_keeper.hpp"
#include "app/mail_sending.hpp"
#include "app/metrics/metrics_report.hpp"
#include "app/metrics/request_metrics.hpp"
#include "app/notice_courier.hpp"
#include "app/request_log.hpp"
#include "app/usecases/random_id.hpp"

namespace chancery {
namespace {

/// What every server of the program has.
http::ServerOptions common_options(Authority& authority, const ListenAddress& listen) {
  return {.listen = listen.to_string(),
          .time_of_day = [&clock = authority.clock] { return clock.now(); },
          .draw_request_id_start =
              [&entropy = authority.entropy] {
                return static_cast<std::uint64_t>(random_epoch(entropy)) << 16U;
              }};
}

http::ServerOptions server_options(Authority& authority) {
  const auto& settings = authority.settings;
  auto options = common_options(authority, settings.listen);
  options.trusted_proxies = settings.trusted_proxies;
  options.max_connections = settings.max_connections;
  if (const auto& tls = settings.tls) {
    options.tls = {.certificate = tls->certificate.string(),
                   .key = tls->key.string(),
                   .client_ca = tls->client_ca.value_or("").string()};
  }
  // One more than hashes run at a time: the next request is at hand when a hash ends.
  options.lanes.hashing_workers = settings.hash_threads + 1;
  options.lanes.hashing_wait = settings.hash_queue;
  return options;
}

std::vector<http::Route> server_routes(Authority& authority, const http::pages::Pages& pages,
                                       inbound::CheckHealth& health,
                                       inbound::ReadMetrics& metrics) {
  const auto registration_limit =
      http::make_rate_limiter("registration", authority.settings.rate_limit_registration);
  auto routes = http::routes(
      {authority.authenticate_client,
       authority.issue_tokens,
       authority.revoke_token,
       authority.introspect_token,
       authority.read_userinfo,
       authority.publish_keys,
       health,
       authority.authenticate_bearer,
       authority.register_user,
       authority.manage_account,
       authority.manage_users,
       authority.list_users,
       authority.answer_once,
       authority.manage_sessions,
       authority.manage_clients,
       authority.list_clients,
       authority.manage_consents,
       authority.request_account_mail,
       authority.redeem_ticket,
       authority.invite_users,
       authority.offer_factors,
       authority.prove_again,
       authority.enrol_factors,
       authority.manage_factors,
       authority.authorization_challenge},
      {.issuer = authority.settings.issuer,
       .jwks_max_age = authority.settings.jwks_max_age,
       .api_client = authority.settings.api_client,
       .registration_limit = registration_limit,
       .token_limit = http::make_rate_limiter("token", authority.settings.rate_limit_token)});
  std::ranges::move(
      http::page_routes(
          {authority.authorize, authority.sign_in, authority.second_step, authority.give_consent,
           authority.log_out, authority.protect_forms, authority.request_account_mail,
           authority.redeem_ticket, authority.register_user, authority.own_account,
           authority.prove_again, authority.enrol_factors, authority.manage_factors},
          pages,
          {.issuer = authority.settings.issuer,
           .sends_mail = authority.account_mail.is_enabled(),
           .registration_limit = registration_limit}),
      std::back_inserter(routes));
  if (!authority.settings.metrics_listen) {
    std::ranges::move(http::metrics_routes(metrics), std::back_inserter(routes));
  }
  return routes;
}

std::vector<std::string> paths_of(const std::vector<http::Route>& routes) {
  std::vector<std::string> paths{http::paths::metrics};
  for (const auto& route : routes) paths.push_back(route.path);
  return paths;
}

/// A few who watch, and no public: it needs little.
std::unique_ptr<http::Server> make_metrics_server(Authority& authority,
                                                  inbound::ReadMetrics& metrics,
                                                  http::RequestObserver& observer) {
  const auto& listen = authority.settings.metrics_listen;
  if (!listen) return nullptr;
  auto options = common_options(authority, *listen);
  options.max_connections = 64;
  options.lanes = {.general_workers = 2, .general_queue = 64, .hashing_workers = 1};
  try {
    return std::make_unique<http::Server>(std::move(options), http::metrics_routes(metrics),
                                          authority.check_origin, observer);
  } catch (const http::ServerSetupError& error) {
    throw http::ServerSetupError(
        error.what(), "choose an address of this machine and a free port with METRICS_LISTEN");
  }
}

/// Nothing when no mail is sent.
std::unique_ptr<MailSending> make_mail_sending(Authority& authority, const mail::Letters& letters,
                                               system::Log& log) {
  const auto& mail = authority.settings.mail;
  if (!mail) return nullptr;
  return std::make_unique<MailSending>(*mail, letters, authority.mail_outbox, authority.clock, log);
}

class Observers final : public http::RequestObserver {
 public:
  Observers(RequestMetrics& metrics, RequestLog& log) : metrics_(metrics), log_(log) {}

  void answered(const http::RequestRecord& record) noexcept override {
    metrics_.answered(record);
    log_.answered(record);
  }

 private:
  RequestMetrics& metrics_;
  RequestLog& log_;
};

}  // namespace

/// Whoever reads the metrics asks the servers that are declared below, which are there by then.
struct Service::Impl {
  Impl(Authority& authority, const http::pages::Pages& pages, const mail::Letters& letters,
       system::Log& log)
      : health(*authority.database, authority.database_breaker, authority.key_ring),
        key_keeper(authority.manage_keys, log),
        housekeeper(authority.keep_house, authority.stores.password_census, log),
        notice_courier(authority.deliver_logout_notices, log),
        mail_sending(make_mail_sending(authority, letters, log)),
        account_clerk(authority.answer_account_requests, log),
        report(authority.series,
               {.server = [this] { return server.load(); },
                .pool = [&database = *authority.database] { return database.pool_use(); },
                .breaker = [&breaker = authority.database_breaker] { return breaker.vitals(); },
                .hashes = [&hasher = authority.hasher] { return hasher.load(); },
                .housekeeping = [this] { return housekeeper.figures(); },
                .keys = authority.key_ring,
                .clock = authority.clock,
                .signing_key_lifetime = authority.settings.signing_key_lifetime}),
        routes(server_routes(authority, pages, health, report)),
        request_metrics(authority.series, paths_of(routes)),
        request_log(log),
        observers(request_metrics, request_log),
        server(server_options(authority), std::move(routes), authority.check_origin, observers),
        metrics_server(make_metrics_server(authority, report, observers)) {}

  Health health;
  KeyKeeper key_keeper;
  Housekeeper housekeeper;
  NoticeCourier notice_courier;
  std::unique_ptr<MailSending> mail_sending;
  AccountClerk account_clerk;
  MetricsReport report;
  std::vector<http::Route> routes;  ///< until the server has them
  RequestMetrics request_metrics;
  RequestLog request_log;
  Observers observers;
  http::Server server;
  std::unique_ptr<http::Server> metrics_server;
};

Service::Service(Authority& authority, const http::pages::Pages& pages,
                 const mail::Letters& letters, system::Log& log)
    : impl_(std::make_unique<Impl>(authority, pages, letters, log)) {
  if (impl_->metrics_server) impl_->metrics_server->start();
  impl_->server.start();
}

Service::~Service() = default;

std::uint16_t Service::port() const { return impl_->server.port(); }

std::optional<std::uint16_t> Service::metrics_port() const {
  if (!impl_->metrics_server) return std::nullopt;
  return impl_->metrics_server->port();
}

void Service::drain(std::chrono::seconds delay) {
  impl_->health.begin_drain();
  impl_->server.drain(delay);
}

void Service::stop() { impl_->server.stop(); }

}  // namespace chancery
