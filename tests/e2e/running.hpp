#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/authority.hpp"
#include "app/service.hpp"
#include "tests/e2e/http_client.hpp"
#include "tests/support/temporary_folder.hpp"

namespace chancery::test {

enum class Engine { sqlite, postgresql };

constexpr const char* name(Engine engine) {
  return engine == Engine::sqlite ? "OnSqlite" : "OnPostgresql";
}

/// The whole program in this process, on a database of its own and a free port, with an app
/// `app:…`, a service `service:…` and a user ada.
class Running {
 public:
  /// On a PostgreSQL database that is there and empty, if one is named.
  explicit Running(std::map<std::string, std::string> flags = {}, Engine engine = Engine::sqlite,
                   const std::string& database_url = {});
  /// Another node on the database of that one.
  struct Beside {
    const Running& first;
  };
  explicit Running(Beside beside);
  /// The first node on a database that is there.
  struct On {
    const Settings& settings;
  };
  explicit Running(On on);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// Stops the service and everything behind it, and begins anew on the same database, with other
  /// settings if they are changed.
  void restart(const std::function<void(Settings&)>& change = {});

  [[nodiscard]] const Settings& settings() const { return *settings_; }
  [[nodiscard]] Authority& authority() { return *authority_; }
  [[nodiscard]] HttpConnection connect() const { return HttpConnection(service_->port()); }
  HttpResponse ask(const std::string& request) const { return connect().ask(request); }
  /// Of the listener for metrics, which a flag has asked for.
  [[nodiscard]] std::uint16_t metrics_port() const { return service_->metrics_port().value(); }
  [[nodiscard]] HttpConnection connect_to_metrics() const { return HttpConnection(metrics_port()); }
  [[nodiscard]] HttpResponse log_in(std::string_view scope = "openid offline_access") const;
  [[nodiscard]] HttpResponse refresh(const std::string& token) const;
  [[nodiscard]] HttpResponse introspect(const std::string& token) const;
  /// Everything that was logged so far; stops the log, so it is the last thing a test does.
  [[nodiscard]] std::string take_log();
  [[nodiscard]] std::string issuer() const { return settings_->issuer.value(); }

  static constexpr const char* app_secret = "app-secret-canary-0123456789-abcdef";
  static constexpr const char* password = "correct-horse-canary-battery";

 private:
  explicit Running(const Settings& settings);
  void start();
  void add_demo_records();

  TemporaryFolder folder_;
  std::unique_ptr<Settings> settings_;
  int log_file_;
  std::unique_ptr<system::Log> log_;
  std::unique_ptr<Authority> authority_;
  std::unique_ptr<Service> service_;
};

/// The settings of nodes on a PostgreSQL schema of their own that is empty but for the steps up to
/// that one, or all.
std::unique_ptr<Settings> settings_on_an_empty_schema(std::optional<std::int64_t> steps = {});

/// `app:secret`, as Basic has it.
std::string app_credentials();

}  // namespace chancery::test
