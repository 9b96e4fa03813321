#include "app/serve.hpp"

#include <unistd.h>

#include <thread>

#include "adapters/http/server.hpp"
#include "adapters/sql/migrations.hpp"
#include "adapters/system/log.hpp"
#include "adapters/system/process_hardening.hpp"
#include "app/api_client.hpp"
#include "app/authority.hpp"
#include "app/letter_files.hpp"
#include "app/page_files.hpp"
#include "app/service.hpp"

namespace chancery {
namespace {

using system::LogLevel;

/// How often it is asked whether the drain has ended: so much later the program ends.
constexpr std::chrono::milliseconds glance(20);

void drain(Service& service, std::chrono::seconds delay, const system::TerminationSignals& signals,
           system::Log& log) {
  const std::jthread second_signal([&](const std::stop_token& drained) {
    while (!drained.stop_requested()) {
      const auto signal = signals.wait(glance);
      if (!signal) continue;
      log.write(LogLevel::warn, "stopping at once", {{"signal", std::int64_t{*signal}}});
      return service.stop();
    }
  });
  service.drain(delay);
}

void warn_of_missing_steps(sql::Database& database, system::Log& log) {
  for (const auto& step : sql::Migrations(database).pending()) {
    log.write(LogLevel::warn, "a schema step is not applied yet: run chancery migrate up",
              {{"step", step.version}, {"name", step.name}});
  }
}

void warn_of_mail_that_stays(const Settings& settings, system::Log& log) {
  if (!settings.mail || std::holds_alternative<MailServer>(settings.mail->url)) return;
  log.write(LogLevel::warn,
            "mails stay on this machine, with links that let people in: for development only");
}

void announce(const Service& service, const Settings& settings, system::Log& log) {
  log.write(LogLevel::info, "serving",
            {{"listen", settings.listen.to_string()},
             {"port", std::int64_t{service.port()}},
             {"issuer", std::string_view(settings.issuer.value())},
             {"version", std::string_view(CHANCERY_VERSION)}});
  if (const auto port = service.metrics_port()) {
    log.write(LogLevel::info, "serving metrics",
              {{"listen", settings.metrics_listen->to_string()}, {"port", std::int64_t{*port}}});
  }
}

}  // namespace

std::expected<void, Complaint> serve(const Settings& settings) {
  const system::TerminationSignals signals;  // before the first thread
  system::Log log(STDOUT_FILENO, {.level = settings.log_level, .format = settings.log_format});
  const auto pages = wanted_pages(settings);
  if (!pages) return std::unexpected(pages.error());
  const auto letters = wanted_letters(settings);
  if (!letters) return std::unexpected(letters.error());
  auto authority = open_authority(settings);
  if (!authority) return std::unexpected(authority.error());
  if (auto complaint = complaint_about_api_client(**authority)) {
    return std::unexpected(*std::move(complaint));
  }
  warn_of_missing_steps(*(*authority)->database, log);
  warn_of_mail_that_stays(settings, log);
  try {
    Service service(**authority, *pages, *letters, log);
    announce(service, settings, log);
    const int signal = signals.wait();
    log.write(LogLevel::info, "draining", {{"signal", std::int64_t{signal}}});
    drain(service, settings.shutdown_delay, signals, log);
  } catch (const http::ServerSetupError& error) {
    return std::unexpected(Complaint{error.what(), error.hint()});
  }
  log.write(LogLevel::info, "stopped");
  return {};
}

}  // namespace chancery
