#include "tests/e2e/running.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace chancery::test {
namespace {

namespace fs = std::filesystem;

fs::path fresh_folder() {
  auto pattern = (fs::temp_directory_path() / "chancery-e2e-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return pattern;
}

}  // namespace

std::string app_credentials() { return "app:" + std::string(Running::app_secret); }

Running::Running(std::map<std::string, std::string> flags)
    : folder_(fresh_folder()),
      log_file_(
          ::open((folder_ / "log").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)) {
  std::signal(SIGPIPE, SIG_IGN);
  flags.emplace("listen", "127.0.0.1:0");
  flags.emplace("issuer", "http://localhost");
  flags.emplace("database-url", "sqlite:" + (folder_ / "chancery.db").string());
  auto settings = load_settings({.flags = std::move(flags)});
  if (!settings) throw std::runtime_error(settings.error().message);
  settings_ = std::make_unique<Settings>(*std::move(settings));
  log_ = std::make_unique<system::Log>(log_file_);
  start();
  add_demo_records();
}

Running::~Running() {
  service_.reset();
  authority_.reset();
  log_.reset();
  ::close(log_file_);
  fs::remove_all(folder_);
}

void Running::start() {
  auto opened = open_authority(*settings_);
  if (!opened) throw std::runtime_error(opened.error().message);
  authority_ = *std::move(opened);
  service_ = std::make_unique<Service>(*authority_, *log_);
}

void Running::restart() {
  service_.reset();
  authority_.reset();
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
  const auto made = authority_->manage_clients.add(app, Secret(app_secret)).has_value() &&
                    authority_->manage_clients.add(service, Secret(app_secret)).has_value() &&
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
  std::ifstream file(folder_ / "log");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace chancery::test
