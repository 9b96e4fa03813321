#include "app/service.hpp"

#include <unistd.h>

#include "adapters/http/routes.hpp"
#include "adapters/http/server.hpp"
#include "adapters/sql/migrations.hpp"
#include "adapters/system/process_hardening.hpp"
#include "app/api_client.hpp"
#include "app/health.hpp"
#include "app/housekeeper.hpp"
#include "app/key_keeper.hpp"
#include "app/request_log.hpp"
#include "app/usecases/random_id.hpp"

namespace chancery {
namespace {

http::ServerOptions server_options(Authority& authority) {
  const auto& settings = authority.settings;
  http::ServerOptions options{.listen = settings.listen.to_string(),
                              .trusted_proxies = settings.trusted_proxies,
                              .max_connections = settings.max_connections};
  if (const auto& tls = settings.tls) {
    options.tls = {.certificate = tls->certificate.string(),
                   .key = tls->key.string(),
                   .client_ca = tls->client_ca.value_or("").string()};
  }
  // One more than hashes run at a time: the next request is at hand when a hash ends.
  options.lanes.hashing_workers = settings.hash_threads + 1;
  options.lanes.hashing_wait = settings.hash_queue;
  options.time_of_day = [&clock = authority.clock] { return clock.now(); };
  options.draw_request_id_start = [&entropy = authority.entropy] {
    return static_cast<std::uint64_t>(random_epoch(entropy)) << 16U;
  };
  return options;
}

void warn_of_missing_steps(Authority& authority, system::Log& log) {
  for (const auto& step : sql::Migrations(*authority.database).pending()) {
    log.write(system::LogLevel::warn, "a schema step is not applied yet: run chancery migrate up",
              {{"step", step.version}, {"name", step.name}});
  }
}

}  // namespace

struct Service::Impl {
  Impl(Authority& authority, system::Log& log)
      : health(*authority.database, authority.key_ring),
        request_log(log),
        key_keeper(authority.manage_keys, log),
        housekeeper(authority.keep_house, log),
        server(server_options(authority),
               http::routes(
                   {authority.authenticate_client, authority.issue_tokens, authority.revoke_token,
                    authority.introspect_token, authority.read_userinfo, authority.publish_keys,
                    health, authority.authenticate_bearer, authority.register_user,
                    authority.manage_account, authority.manage_users, authority.list_users,
                    authority.answer_once, authority.manage_sessions},
                   {.issuer = authority.settings.issuer,
                    .jwks_max_age = authority.settings.jwks_max_age,
                    .api_client = authority.settings.api_client}),
               authority.check_origin, request_log) {}

  Health health;
  RequestLog request_log;
  KeyKeeper key_keeper;
  Housekeeper housekeeper;
  http::Server server;
};

Service::Service(Authority& authority, system::Log& log)
    : impl_(std::make_unique<Impl>(authority, log)) {
  impl_->server.start();
}

Service::~Service() = default;

std::uint16_t Service::port() const { return impl_->server.port(); }

void Service::drain(std::chrono::seconds delay) {
  impl_->health.begin_drain();
  impl_->server.drain(delay);
}

std::expected<void, Complaint> serve(const Settings& settings) {
  const system::TerminationSignals signals;  // before the first thread
  system::Log log(STDOUT_FILENO, {.level = settings.log_level, .format = settings.log_format});
  auto authority = open_authority(settings);
  if (!authority) return std::unexpected(authority.error());
  if (auto complaint = complaint_about_api_client(**authority)) {
    return std::unexpected(*std::move(complaint));
  }
  warn_of_missing_steps(**authority, log);
  try {
    Service service(**authority, log);
    log.write(system::LogLevel::info, "serving",
              {{"listen", settings.listen.to_string()},
               {"port", std::int64_t{service.port()}},
               {"issuer", std::string_view(settings.issuer.value())},
               {"version", std::string_view(CHANCERY_VERSION)}});
    const int signal = signals.wait();
    log.write(system::LogLevel::info, "draining", {{"signal", std::int64_t{signal}}});
    service.drain(settings.shutdown_delay);
  } catch (const http::ServerSetupError& error) {
    return std::unexpected(Complaint{error.what(), error.hint()});
  }
  log.write(system::LogLevel::info, "stopped");
  return {};
}

}  // namespace chancery
