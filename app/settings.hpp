#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/system/log_line.hpp"
#include "app/complaint.hpp"
#include "domain/rate_limit.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

struct SqliteDatabase {
  std::filesystem::path file;

  bool operator==(const SqliteDatabase&) const = default;
};

/// A libpq connection URL; a Secret because it may hold a password.
struct PostgresqlDatabase {
  Secret url;
};

using DatabaseUrl = std::variant<SqliteDatabase, PostgresqlDatabase>;

/// An IP address, an IPv6 one without its brackets, or `localhost`. Port 0 asks for any.
struct ListenAddress {
  std::string host;
  std::uint16_t port;

  /// `host:port`, `[host]:port` for IPv6.
  [[nodiscard]] std::string to_string() const;
  bool operator==(const ListenAddress&) const = default;
};

/// PEM files.
struct TlsFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
  /// Whose client certificates are accepted; none: clients need no certificate.
  std::optional<std::filesystem::path> client_ca{};

  bool operator==(const TlsFiles&) const = default;
};

/// How the program runs: checked, complete, and the same for its whole life. What each member means
/// and may be is said in `docs/settings.md` and in the table that reads them, `settings/table.cpp`.
struct Settings {
  DatabaseUrl database = SqliteDatabase{"chancery.db"};
  /// PostgreSQL: whether statements are prepared once per connection and kept.
  bool prepared_statements = true;
  ListenAddress listen{"127.0.0.1", 8080};
  /// Where /metrics is, and nowhere else; none: where everything is.
  std::optional<ListenAddress> metrics_listen{};
  Issuer issuer{"http://127.0.0.1:8080"};
  std::optional<TlsFiles> tls{};
  /// IP addresses and CIDR blocks.
  std::vector<std::string> trusted_proxies{};
  /// As written: what it must be is the sealing's business.
  std::optional<Secret> master_key{};
  Lifetime access_token_lifetime{};
  Lifetime authorization_code_lifetime{};
  Lifetime refresh_token_idle_lifetime{};
  Lifetime refresh_token_absolute_lifetime{};
  Lifetime refresh_replay_window{};
  /// Of browser sessions.
  Lifetime session_idle_lifetime{};
  Lifetime session_absolute_lifetime{};
  Lifetime signing_key_lifetime{};
  Lifetime jwks_max_age{};
  /// Whom /api/v1/auth acts for when a body names no client.
  std::optional<ClientId> api_client{};
  /// Whose pages stand in for the built-in ones.
  std::optional<std::filesystem::path> templates{};
  /// Web origins (RFC 6454), as browsers write them.
  std::vector<std::string> allowed_origins{};
  /// Of each network; none: any number.
  std::optional<RateLimit> rate_limit_registration{};
  std::optional<RateLimit> rate_limit_token{};
  std::size_t max_connections{};
  std::size_t hash_threads{};
  Lifetime hash_queue{};
  Lifetime shutdown_delay{};
  system::LogLevel log_level{};
  system::LogFormat log_format{};
};

/// Where settings come from. Later ones win: the file, the environment, the flags.
struct SettingSources {
  /// The file that `--config` names.
  std::optional<std::filesystem::path> config_file{};
  /// The whole environment; names that do not begin with `CHANCERY_` are not ours.
  std::map<std::string, std::string> environment{};
  /// Flag names without `--`, `listen` or `listen-file`, and their values.
  std::map<std::string, std::string> flags{};
};

/// Reads, checks and completes the settings. Reads the files they name as `…_FILE`, but no
/// certificate and no database. The complaint says where the wrong value stands.
std::expected<Settings, Complaint> load_settings(const SettingSources& sources);

}  // namespace chancery
