#include "app/settings/table.hpp"

#include <algorithm>
#include <array>

#include "app/settings/parse.hpp"

namespace chancery::settings {
namespace {

using Outcome = std::optional<Complaint>;

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

template <class T, class Target>
Outcome store(Parsed<T> parsed, Target& target) {
  if (!parsed) return std::move(parsed.error());
  target = std::move(*parsed);
  return std::nullopt;
}

template <auto member, std::int64_t least, std::int64_t most>
Outcome duration(std::string_view text, Draft& draft) {
  return store(parse_lifetime(text, {Lifetime(least), Lifetime(most)}), draft.settings.*member);
}

template <auto member, std::size_t least, std::size_t most>
Outcome count(std::string_view text, Draft& draft) {
  return store(parse_count(text, {least, most}), draft.settings.*member);
}

template <auto member, auto parse>
Outcome parsed(std::string_view text, Draft& draft) {
  return store(parse(text), draft.settings.*member);
}

template <auto member>
Outcome path(std::string_view text, Draft& draft) {
  if (!text.empty()) draft.*member = std::filesystem::path(text);
  return std::nullopt;
}

Outcome issuer(std::string_view text, Draft& draft) {
  return store(parse_issuer(text), draft.issuer);
}

Outcome metrics_listen(std::string_view text, Draft& draft) {
  if (text.empty()) return std::nullopt;
  return store(parse_listen(text), draft.settings.metrics_listen);
}

Outcome api_client(std::string_view text, Draft& draft) {
  if (text.empty()) return std::nullopt;
  return store(parse_client_id(text), draft.settings.api_client);
}

Outcome templates(std::string_view text, Draft& draft) {
  if (!text.empty()) draft.settings.templates = std::filesystem::path(text);
  return std::nullopt;
}

Outcome master_key(std::string_view text, Draft& draft) {
  draft.settings.master_key = Secret(std::string(text));
  return std::nullopt;
}

constexpr std::array rows{
    Row{.name = "DATABASE_URL",
        .placeholder = "URL",
        .fallback = "sqlite:chancery.db",
        .help = "where everything is kept: sqlite:FILE, or postgresql://user@host:port/name",
        .read = parsed<&Settings::database, parse_database_url>},
    Row{.name = "DATABASE_PREPARED_STATEMENTS",
        .placeholder = "on|off",
        .fallback = "on",
        .help = "PostgreSQL: off behind a pgbouncer before 1.21 in transaction mode",
        .read = parsed<&Settings::prepared_statements, parse_switch>},
    Row{.name = "LISTEN",
        .placeholder = "ADDRESS:PORT",
        .fallback = "127.0.0.1:8080",
        .help = "where to serve",
        .read = parsed<&Settings::listen, parse_listen>},
    Row{.name = "METRICS_LISTEN",
        .placeholder = "ADDRESS:PORT",
        .help = "where to serve /metrics, over plain HTTP; none: beside everything else",
        .may_be_empty = true,
        .read = metrics_listen},
    Row{.name = "ISSUER",
        .placeholder = "URL",
        .shown_default = "http:// + listen address",
        .help = "the URL clients know this authority by: https unless its host is loopback",
        .read = issuer},
    Row{.name = "TLS_CERTIFICATE",
        .placeholder = "FILE",
        .help = "PEM certificate chain: serves TLS itself, together with TLS_KEY",
        .may_be_empty = true,
        .read = path<&Draft::tls_certificate>},
    Row{.name = "TLS_KEY",
        .placeholder = "FILE",
        .help = "PEM private key of the certificate",
        .may_be_empty = true,
        .read = path<&Draft::tls_key>},
    Row{.name = "TLS_CLIENT_CA",
        .placeholder = "FILE",
        .help = "PEM certificates of the authorities whose client certificates count",
        .may_be_empty = true,
        .read = path<&Draft::tls_client_ca>},
    Row{.name = "TRUSTED_PROXIES",
        .placeholder = "ADDRESS,...",
        .help = "addresses and CIDR blocks whose X-Forwarded-For and -Proto count",
        .may_be_empty = true,
        .read = parsed<&Settings::trusted_proxies, parse_proxies>},
    Row{.name = "MASTER_KEY",
        .placeholder = "BASE64",
        .shown_default = "SQLite: a file beside the database; PostgreSQL: required",
        .help = "32 bytes in base64 that seal all keys; several with commas: the first seals",
        .secret = true,
        .read = master_key},
    Row{.name = "ACCESS_TOKEN_LIFETIME",
        .placeholder = "DURATION",
        .fallback = "10m",
        .help = "how long an access token is valid, 1s to 1d",
        .read = duration<&Settings::access_token_lifetime, 1, day>},
    Row{.name = "AUTHORIZATION_CODE_LIFETIME",
        .placeholder = "DURATION",
        .fallback = "60s",
        .help = "how long an authorization code can be redeemed, 1s to 10m",
        .read = duration<&Settings::authorization_code_lifetime, 1, 10 * minute>},
    Row{.name = "REFRESH_TOKEN_IDLE_LIFETIME",
        .placeholder = "DURATION",
        .fallback = "30d",
        .help = "how long a login lasts without a refresh, 1s to 3650d",
        .read = duration<&Settings::refresh_token_idle_lifetime, 1, 3650 * day>},
    Row{.name = "REFRESH_TOKEN_ABSOLUTE_LIFETIME",
        .placeholder = "DURATION",
        .fallback = "90d",
        .help = "how long a login lasts at most, 1s to 3650d",
        .read = duration<&Settings::refresh_token_absolute_lifetime, 1, 3650 * day>},
    Row{.name = "REFRESH_REPLAY_WINDOW",
        .placeholder = "DURATION",
        .fallback = "60s",
        .help = "how long a client that lost the answer may ask again, at most 2m; 0s: never",
        .read = duration<&Settings::refresh_replay_window, 0, 2 * minute>},
    Row{.name = "SESSION_IDLE_LIFETIME",
        .placeholder = "DURATION",
        .fallback = "12h",
        .help = "how long a browser stays signed in without a use of it, 1m to 3650d",
        .read = duration<&Settings::session_idle_lifetime, minute, 3650 * day>},
    Row{.name = "SESSION_ABSOLUTE_LIFETIME",
        .placeholder = "DURATION",
        .fallback = "7d",
        .help = "how long a browser stays signed in at most, 1m to 3650d",
        .read = duration<&Settings::session_absolute_lifetime, minute, 3650 * day>},
    Row{.name = "SIGNING_KEY_LIFETIME",
        .placeholder = "DURATION",
        .fallback = "90d",
        .help = "how long a key signs before the next takes over, 1m to 3650d",
        .read = duration<&Settings::signing_key_lifetime, minute, 3650 * day>},
    Row{.name = "JWKS_MAX_AGE",
        .placeholder = "DURATION",
        .fallback = "5m",
        .help = "how long verifiers may cache the public keys, 0s to 1d",
        .read = duration<&Settings::jwks_max_age, 0, day>},
    Row{.name = "API_CLIENT",
        .placeholder = "CLIENT",
        .help = "the public first-party client that /api/v1/auth acts for when a body names none",
        .may_be_empty = true,
        .read = api_client},
    Row{.name = "TEMPLATES",
        .placeholder = "FOLDER",
        .help = "pages of your own in the place of the built-in ones; docs/pages.md",
        .may_be_empty = true,
        .read = templates},
    Row{.name = "ALLOWED_ORIGINS",
        .placeholder = "ORIGIN,...",
        .help = "CORS: web origins beyond those of the clients' redirect URIs",
        .may_be_empty = true,
        .read = parsed<&Settings::allowed_origins, parse_origins>},
    Row{.name = "RATE_LIMIT_REGISTRATION",
        .placeholder = "COUNT/DURATION",
        .fallback = "30/5m",
        .help = "how many accounts people of one network may make for themselves; off: any number",
        .read = parsed<&Settings::rate_limit_registration, parse_rate>},
    Row{.name = "RATE_LIMIT_TOKEN",
        .placeholder = "COUNT/DURATION",
        .fallback = "3000/1m",
        .help = "how often apps of one network may ask for tokens; off: any number",
        .read = parsed<&Settings::rate_limit_token, parse_rate>},
    Row{.name = "MAX_CONNECTIONS",
        .placeholder = "COUNT",
        .fallback = "4096",
        .help = "connections at one time, 1 to 1000000",
        .read = count<&Settings::max_connections, 1, 1'000'000>},
    Row{.name = "HASH_THREADS",
        .placeholder = "COUNT",
        .shown_default = "cores",
        .help = "threads that hash passwords, 20 MiB each, 1 to 256",
        .read = count<&Settings::hash_threads, 1, 256>},
    Row{.name = "HASH_QUEUE",
        .placeholder = "DURATION",
        .fallback = "1s",
        .help = "how long a login waits for one of them before it is 503, 0s to 1m",
        .read = duration<&Settings::hash_queue, 0, minute>},
    Row{.name = "SHUTDOWN_DELAY",
        .placeholder = "DURATION",
        .fallback = "0s",
        .help = "after SIGTERM: how long not ready but still accepting, 0s to 10m",
        .read = duration<&Settings::shutdown_delay, 0, 10 * minute>},
    Row{.name = "LOG_LEVEL",
        .placeholder = "LEVEL",
        .fallback = "info",
        .help = "error, warn, info or debug",
        .read = parsed<&Settings::log_level, parse_log_level>},
    Row{.name = "LOG_FORMAT",
        .placeholder = "FORMAT",
        .fallback = "json",
        .help = "json or text",
        .read = parsed<&Settings::log_format, parse_log_format>},
};

}  // namespace

std::span<const Row> table() { return rows; }

std::string_view default_text(const Row& row) {
  if (!row.shown_default.empty()) return row.shown_default;
  return row.fallback.empty() ? "none" : row.fallback;
}

std::string flag_name(const Row& row) {
  std::string flag(row.name);
  for (char& c : flag) c = c == '_' ? '-' : static_cast<char>(c - 'A' + 'a');
  return flag;
}

std::vector<std::string> flag_names() {
  std::vector<std::string> names;
  for (const auto& row : rows) {
    const auto flag = flag_name(row);
    if (!row.secret) names.push_back(flag);
    names.push_back(flag + "-file");
  }
  return names;
}

}  // namespace chancery::settings
