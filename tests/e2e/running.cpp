#include "tests/e2e/running.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "adapters/sql/migrations.hpp"
#include "adapters/system/system_clock.hpp"
#include "app/letter_files.hpp"
#include "app/page_files.hpp"
#include "tests/support/postgres_server.hpp"

namespace chancery::test {
namespace {

constexpr const char* master_key = "VBmSiiE68uG4QTu0R76KVs85Pbf3qZPxtlEmSXM8Hek=";

using Texts = std::map<std::string, std::string>;

/// Where the settings come from; the URL and the key of PostgreSQL have no flags of their own.
SettingSources sources_of(Texts flags, Engine engine, std::string database_url,
                          const TemporaryFolder& folder) {
  flags.emplace("listen", "127.0.0.1:0");
  flags.emplace("issuer", "http://localhost");
  Texts environment;
  if (engine == Engine::sqlite) {
    environment.emplace("CHANCERY_DATABASE_URL", "sqlite:" + folder.file("chancery.db"));
  } else {
    if (database_url.empty()) database_url = PostgresServer::instance().new_schema();
    environment.emplace("CHANCERY_DATABASE_URL", std::move(database_url));
    environment.emplace("CHANCERY_MASTER_KEY", master_key);
  }
  return {.environment = std::move(environment), .flags = std::move(flags)};
}

void make_schema(const Settings& settings, std::optional<std::int64_t> steps) {
  const auto known = sql::known_migrations();
  const auto wanted = steps ? static_cast<std::size_t>(*steps) : known.size();
  const auto database = open_database(settings);
  if (!database) throw std::runtime_error(database.error().message);
  sql::Migrations(**database, known.first(wanted)).up(system::SystemClock().now());
}

std::unique_ptr<Settings> checked_settings(const SettingSources& sources) {
  auto settings = load_settings(sources);
  if (!settings) throw std::runtime_error(settings.error().message);
  return std::make_unique<Settings>(*std::move(settings));
}

}  // namespace

std::unique_ptr<Settings> settings_on_an_empty_schema(std::optional<std::int64_t> steps) {
  const TemporaryFolder unused;
  auto settings = checked_settings(sources_of({}, Engine::postgresql, {}, unused));
  make_schema(*settings, steps);
  return settings;
}

std::string app_credentials() { return "app:" + std::string(Running::app_secret); }

Running::Running(Texts flags, Engine engine, const std::string& database_url)
    : log_file_(
          ::open(folder_.file("log").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)) {
  std::signal(SIGPIPE, SIG_IGN);
  settings_ = checked_settings(sources_of(std::move(flags), engine, database_url, folder_));
  log_ = std::make_unique<system::Log>(log_file_);
  if (engine == Engine::postgresql) make_schema(*settings_, std::nullopt);
  start();
  add_demo_records();
}

Running::Running(Beside beside) : Running(*beside.first.settings_) {}

Running::Running(On on) : Running(on.settings) { add_demo_records(); }

Running::Running(const Settings& settings)
    : settings_(std::make_unique<Settings>(settings)),
      log_file_(
          ::open(folder_.file("log").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)),
      log_(std::make_unique<system::Log>(log_file_)) {
  start();
}

Running::~Running() {
  service_.reset();
  authority_.reset();
  log_.reset();
  ::close(log_file_);
}

void Running::start() {
  auto opened = open_authority(*settings_);
  if (!opened) throw std::runtime_error(opened.error().message);
  authority_ = *std::move(opened);
  const auto pages = wanted_pages(*settings_);
  if (!pages) throw std::runtime_error(pages.error().message);
  const auto letters = wanted_letters(*settings_);
  if (!letters) throw std::runtime_error(letters.error().message);
  service_ = std::make_unique<Service>(*authority_, *pages, *letters, *log_);
}

void Running::restart(const std::function<void(Settings&)>& change) {
  service_.reset();
  authority_.reset();
  if (change) change(*settings_);
  start();
}

void Running::add_demo_records() {
  using enum GrantType;
  Client app{.id = ClientId("app"),
             .grants = {client_credentials, GrantType::password, refresh_token},
             .scopes = {"openid", "email", "profile", "offline_access", "orders"},
             .redirect_uris = {"https://app.example/cb"},
             .first_party = true};
  Client service{.id = ClientId("service"),
                 .grants = {client_credentials},
                 .scopes = {"orders"},
                 .audiences = {"https://api.example"}};
  const User ada{.id = UserId(""), .email = "ada@example.org", .username = "ada"};
  const auto made = authority_->manage_clients.add(app, Secret(app_secret), {}).has_value() &&
                    authority_->manage_clients.add(service, Secret(app_secret), {}).has_value() &&
                    authority_->manage_users.add(ada, Secret(Running::password), {}).has_value();
  if (!made) throw std::runtime_error("the demo records were refused");
}

HttpResponse Running::log_in(std::string_view scope) const {
  return ask(post_form("/oauth2/token",
                       "grant_type=password&username=ada&password=" + std::string(password) +
                           "&scope=" + std::string(scope),
                       app_credentials()));
}

HttpResponse Running::refresh(const std::string& token) const {
  return ask(post_form("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token,
                       app_credentials()));
}

HttpResponse Running::introspect(const std::string& token) const {
  return ask(post_form("/oauth2/introspect", "token=" + token, app_credentials()));
}

std::string Running::take_log() {
  service_.reset();
  authority_.reset();
  log_.reset();
  std::ifstream file(folder_.file("log"));
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace chancery::test
