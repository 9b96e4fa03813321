// Every setting's good, bad and boundary values.

#include "app/settings.hpp"

#include <gtest/gtest.h>

#include "app/settings/parse.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;
using Environment = std::map<std::string, std::string>;

std::expected<Settings, Complaint> load(Environment environment) {
  return load_settings({.environment = std::move(environment)});
}

Settings loaded(Environment environment) {
  auto settings = load(std::move(environment));
  EXPECT_TRUE(settings) << settings.error().message;
  return settings ? *settings : Settings{};
}

TEST(SettingsDefaults, AreThoseOfTheContract) {
  const auto settings = loaded({});
  EXPECT_EQ(std::get<SqliteDatabase>(settings.database).file, "chancery.db");
  EXPECT_TRUE(settings.prepared_statements);
  EXPECT_EQ(settings.listen, (ListenAddress{"127.0.0.1", 8080}));
  EXPECT_FALSE(settings.metrics_listen);
  EXPECT_EQ(settings.issuer, Issuer("http://127.0.0.1:8080"));
  EXPECT_FALSE(settings.tls);
  EXPECT_TRUE(settings.trusted_proxies.empty());
  EXPECT_FALSE(settings.master_key);
  EXPECT_EQ(settings.access_token_lifetime, 10min);
  EXPECT_EQ(settings.refresh_token_idle_lifetime, 30 * 24h);
  EXPECT_EQ(settings.refresh_token_absolute_lifetime, 90 * 24h);
  EXPECT_EQ(settings.refresh_replay_window, 60s);
  EXPECT_EQ(settings.signing_key_lifetime, 90 * 24h);
  EXPECT_EQ(settings.jwks_max_age, 5min);
  EXPECT_FALSE(settings.api_client);
  EXPECT_TRUE(settings.allowed_origins.empty());
  EXPECT_EQ(settings.max_connections, 4096U);
  EXPECT_GE(settings.hash_threads, 1U);
  EXPECT_EQ(settings.hash_queue, 1s);
  EXPECT_EQ(settings.shutdown_delay, 0s);
  EXPECT_EQ(settings.log_level, system::LogLevel::info);
  EXPECT_EQ(settings.log_format, system::LogFormat::json);
}

struct DurationCase {
  const char* name;
  Lifetime Settings::* member;
  const char* text;
  std::optional<Lifetime> read;
};

class SettingsDuration : public testing::TestWithParam<DurationCase> {};

TEST_P(SettingsDuration, IsReadOrRefused) {
  const auto& [name, member, text, read] = GetParam();
  const auto settings = load({{std::string("CHANCERY_") + name, text}});
  ASSERT_EQ(settings.has_value(), read.has_value());
  if (read) {
    EXPECT_EQ((*settings).*member, *read);
  } else {
    EXPECT_TRUE(settings.error().message.starts_with(std::string("CHANCERY_") + name + ": "));
    EXPECT_FALSE(settings.error().hint.empty());
  }
}

constexpr auto access = &Settings::access_token_lifetime;
constexpr auto window = &Settings::refresh_replay_window;
constexpr auto queue = &Settings::hash_queue;
constexpr auto signing = &Settings::signing_key_lifetime;
constexpr auto cached = &Settings::jwks_max_age;
constexpr auto idle = &Settings::refresh_token_idle_lifetime;
constexpr auto absolute = &Settings::refresh_token_absolute_lifetime;
constexpr auto delay = &Settings::shutdown_delay;

INSTANTIATE_TEST_SUITE_P(
    Table, SettingsDuration,
    testing::Values(DurationCase{"ACCESS_TOKEN_LIFETIME", access, "1s", 1s},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "0s", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "1d", 24h},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "86401s", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "2h", 2h},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "10", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "m", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "10 m", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, " 10m", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "10m ", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "-1m", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "+1m", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "1.5h", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "10M", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "1m30s", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "1w", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "99999999999999999999s", {}},
                    DurationCase{"ACCESS_TOKEN_LIFETIME", access, "4294967295d", {}},
                    DurationCase{"REFRESH_REPLAY_WINDOW", window, "0s", 0s},
                    DurationCase{"REFRESH_REPLAY_WINDOW", window, "2m", 2min},
                    DurationCase{"REFRESH_REPLAY_WINDOW", window, "121s", {}},
                    DurationCase{"REFRESH_TOKEN_IDLE_LIFETIME", idle, "3650d", 3650 * 24h},
                    DurationCase{"REFRESH_TOKEN_IDLE_LIFETIME", idle, "3651d", {}},
                    DurationCase{"REFRESH_TOKEN_ABSOLUTE_LIFETIME", absolute, "1s", 1s},
                    DurationCase{"REFRESH_TOKEN_ABSOLUTE_LIFETIME", absolute, "0s", {}},
                    DurationCase{"SIGNING_KEY_LIFETIME", signing, "331s", 331s},
                    DurationCase{"SIGNING_KEY_LIFETIME", signing, "59s", {}},
                    DurationCase{"JWKS_MAX_AGE", cached, "0s", 0s},
                    DurationCase{"JWKS_MAX_AGE", cached, "25h", {}},
                    DurationCase{"HASH_QUEUE", queue, "0s", 0s},
                    DurationCase{"HASH_QUEUE", queue, "61s", {}},
                    DurationCase{"SHUTDOWN_DELAY", delay, "10m", 10min},
                    DurationCase{"SHUTDOWN_DELAY", delay, "601s", {}}));

TEST(SettingsDuration, IsWrittenAsShortAsItIsRead) {
  using settings::to_text;
  EXPECT_EQ(to_text(0s), "0s");
  EXPECT_EQ(to_text(59s), "59s");
  EXPECT_EQ(to_text(60s), "1m");
  EXPECT_EQ(to_text(90s), "90s");
  EXPECT_EQ(to_text(24h), "1d");
  EXPECT_EQ(to_text(25h), "25h");
}

struct Bad {
  const char* name;
  const char* text;
  const char* message;
  const char* hint;
};

class SettingsRefuse : public testing::TestWithParam<Bad> {};

TEST_P(SettingsRefuse, SayingWhatAndWhatToDo) {
  const auto& [name, text, message, hint] = GetParam();
  const auto origin = std::string("CHANCERY_") + name;
  const auto settings = load({{origin, text}});
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error(), (Complaint{origin + ": " + message, hint}));
}

constexpr auto listen_hint =
    "write address:port, for example 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080";
constexpr auto issuer_hint = "write it as clients will see it: https://login.example.com";
constexpr auto http_hint =
    "set ISSUER to the https URL that clients use; plain http is for 127.0.0.1, [::1] and "
    "localhost";
constexpr auto sqlite_hint = "write sqlite:chancery.db, or sqlite:/var/lib/chancery/chancery.db";
constexpr auto proxy_hint =
    "write addresses or CIDR blocks with commas between: 10.0.0.5, 192.168.0.0/16";
constexpr auto origin_hint =
    "write origins as browsers do, lower case and without path: https://app.example.com; \"*\" is "
    "not possible";

INSTANTIATE_TEST_SUITE_P(
    Listen, SettingsRefuse,
    testing::Values(
        Bad{"LISTEN", "8080", "\"8080\" is no listen address", listen_hint},
        Bad{"LISTEN", ":8080", "\":8080\" is no listen address", listen_hint},
        Bad{"LISTEN", "127.0.0.1:", "\"127.0.0.1:\" is no listen address", listen_hint},
        Bad{"LISTEN", "127.0.0.1:65536", "\"127.0.0.1:65536\" is no listen address", listen_hint},
        Bad{"LISTEN", "127.0.0.1:+1", "\"127.0.0.1:+1\" is no listen address", listen_hint},
        Bad{"LISTEN", "127.1:80", "\"127.1:80\" is no listen address", listen_hint},
        Bad{"LISTEN", "::1:8080", "\"::1:8080\" is no listen address", listen_hint},
        Bad{"LISTEN", "[127.0.0.1]:80", "\"[127.0.0.1]:80\" is no listen address", listen_hint},
        Bad{"LISTEN", "[]:80", "\"[]:80\" is no listen address", listen_hint},
        Bad{"LISTEN", "example.com:80", "\"example.com:80\" is no listen address", listen_hint},
        Bad{"LISTEN", "", "is empty", "leave it away for the default"},
        Bad{"METRICS_LISTEN", "9090", "\"9090\" is no listen address", listen_hint},
        Bad{"METRICS_LISTEN", "metrics:9090", "\"metrics:9090\" is no listen address",
            listen_hint}));

INSTANTIATE_TEST_SUITE_P(
    IssuerUrl, SettingsRefuse,
    testing::Values(
        Bad{"ISSUER", "login.example.com", "\"login.example.com\" is no http or https URL",
            issuer_hint},
        Bad{"ISSUER", "ftp://a.example", "\"ftp://a.example\" is no http or https URL",
            issuer_hint},
        Bad{"ISSUER", "https://", "\"https://\" is no http or https URL", issuer_hint},
        Bad{"ISSUER", "https:a.example", "\"https:a.example\" is no http or https URL",
            issuer_hint},
        Bad{"ISSUER", "https://a.example/", "\"https://a.example/\" ends with a slash",
            "leave it away"},
        Bad{"ISSUER", "https://a.example/x/", "\"https://a.example/x/\" ends with a slash",
            "leave it away"},
        Bad{"ISSUER", "https://a.example?x=1",
            "\"https://a.example?x=1\" has a query or a fragment", issuer_hint},
        Bad{"ISSUER", "https://a.example?", "\"https://a.example?\" has a query or a fragment",
            issuer_hint},
        Bad{"ISSUER", "https://a.example#", "\"https://a.example#\" has a query or a fragment",
            issuer_hint},
        Bad{"ISSUER", "https://u:p@a.example", "an issuer has no user name and password",
            issuer_hint},
        Bad{"ISSUER", "http://a.example", "\"http://a.example\" is not https", http_hint},
        Bad{"ISSUER", "http://127.0.0.2", "\"http://127.0.0.2\" is not https", http_hint},
        Bad{"ISSUER", "http://localhost.example", "\"http://localhost.example\" is not https",
            http_hint}));

INSTANTIATE_TEST_SUITE_P(
    Others, SettingsRefuse,
    testing::Values(
        Bad{"DATABASE_URL", "chancery.db", "is no database URL",
            "write sqlite:chancery.db, or postgresql://user@host:5432/name"},
        Bad{"DATABASE_URL", "mysql://u:hunter2@h/d", "is no database URL",
            "write sqlite:chancery.db, or postgresql://user@host:5432/name"},
        Bad{"DATABASE_URL", "sqlite:", "names no file", sqlite_hint},
        Bad{"DATABASE_URL", "sqlite:///var/x.db", "a path follows sqlite: directly, without //",
            sqlite_hint},
        Bad{"DATABASE_URL", "sqlite::memory:", "a database in memory is lost at once", sqlite_hint},
        Bad{"DATABASE_URL", "sqlite:file:x.db",
            "a path follows sqlite: directly, without file:", sqlite_hint},
        Bad{"DATABASE_URL", "sqlite:x.db?mode=ro", "takes no parameters on SQLite", sqlite_hint},
        Bad{"DATABASE_URL", "postgresql://", "is no postgresql URL",
            "percent-encode spaces and characters beyond ASCII"},
        Bad{"DATABASE_URL", "postgresql://u:a b@h/d", "is no postgresql URL",
            "percent-encode spaces and characters beyond ASCII"},
        Bad{"TRUSTED_PROXIES", "proxy", "\"proxy\" is no IP address", proxy_hint},
        Bad{"TRUSTED_PROXIES", "10.0.0.1,10.0.0", "\"10.0.0\" is no IP address", proxy_hint},
        Bad{"TRUSTED_PROXIES", "10.0.0.0/33", "\"10.0.0.0/33\" is no IP address", proxy_hint},
        Bad{"TRUSTED_PROXIES", "::/129", "\"::/129\" is no IP address", proxy_hint},
        Bad{"TRUSTED_PROXIES", "10.0.0.0/", "\"10.0.0.0/\" is no IP address", proxy_hint},
        Bad{"TRUSTED_PROXIES", "10.0.0.1,,10.0.0.2", "\"\" is no IP address", proxy_hint},
        Bad{"TRUSTED_PROXIES", "10.0.0.1,", "\"\" is no item of a list",
            "the list ends with a comma"},
        Bad{"API_CLIENT", "my app", "\"my app\" is no client id",
            "write the id that `chancery client list` shows"},
        Bad{"API_CLIENT", "a'--", "\"a'--\" is no client id",
            "write the id that `chancery client list` shows"},
        Bad{"ALLOWED_ORIGINS", "*", "\"*\" is no web origin", origin_hint},
        Bad{"ALLOWED_ORIGINS", "null", "\"null\" is no web origin", origin_hint},
        Bad{"ALLOWED_ORIGINS", "https://a.example/", "\"https://a.example/\" is no web origin",
            origin_hint},
        Bad{"ALLOWED_ORIGINS", "https://A.example", "\"https://A.example\" is no web origin",
            origin_hint},
        Bad{"ALLOWED_ORIGINS", "https://a.example:443",
            "\"https://a.example:443\" is no web origin", origin_hint},
        Bad{"MAX_CONNECTIONS", "0", "\"0\" is out of range", "allowed is 1 to 1000000"},
        Bad{"MAX_CONNECTIONS", "1000001", "\"1000001\" is out of range", "allowed is 1 to 1000000"},
        Bad{"MAX_CONNECTIONS", "-1", "\"-1\" is no number", "write digits only"},
        Bad{"MAX_CONNECTIONS", "4k", "\"4k\" is no number", "write digits only"},
        Bad{"MAX_CONNECTIONS", "18446744073709551616", "\"18446744073709551616\" is no number",
            "write digits only"},
        Bad{"DATABASE_PREPARED_STATEMENTS", "yes", "\"yes\" is neither on nor off",
            "one of on, off"},
        Bad{"HASH_THREADS", "0", "\"0\" is out of range", "allowed is 1 to 256"},
        Bad{"HASH_THREADS", "257", "\"257\" is out of range", "allowed is 1 to 256"},
        Bad{"LOG_LEVEL", "INFO", "\"INFO\" is no log level", "one of error, warn, info, debug"},
        Bad{"LOG_FORMAT", "xml", "\"xml\" is no log format", "one of json, text"},
        Bad{"LOG_FORMAT", "js\non", "has a control character or is not UTF-8", ""},
        Bad{"LOG_FORMAT", "js\xff", "has a control character or is not UTF-8", ""}));

TEST(Settings, GoodAddressesAreRead) {
  struct Case {
    const char* text;
    ListenAddress read;
  };
  for (const auto& [text, read] :
       {Case{"127.0.0.1:1", {"127.0.0.1", 1}}, Case{"[::1]:65535", {"::1", 65535}},
        Case{"localhost:8080", {"localhost", 8080}}}) {
    const auto settings = loaded({{"CHANCERY_LISTEN", text}});
    EXPECT_EQ(settings.listen, read);
    EXPECT_EQ(settings.listen.to_string(), text);
    EXPECT_EQ(settings.issuer, Issuer(std::string("http://") + text));
  }
  EXPECT_EQ(
      loaded({{"CHANCERY_LISTEN", "0.0.0.0:80"}, {"CHANCERY_ISSUER", "https://a.example"}}).listen,
      (ListenAddress{"0.0.0.0", 80}));
}

TEST(Settings, MetricsHaveAnAddressOfTheirOwnOrNone) {
  EXPECT_EQ(loaded({{"CHANCERY_METRICS_LISTEN", "[::1]:9090"}}).metrics_listen,
            (ListenAddress{"::1", 9090}));
  EXPECT_FALSE(loaded({{"CHANCERY_METRICS_LISTEN", ""}}).metrics_listen);
  EXPECT_EQ(load({{"CHANCERY_METRICS_LISTEN", "127.0.0.1:8080"}}).error(),
            (Complaint{"METRICS_LISTEN is the address of LISTEN",
                       "leave it away to serve /metrics there, or choose another port"}));
  const auto any_port = loaded({{"CHANCERY_LISTEN", "127.0.0.1:0"},
                                {"CHANCERY_METRICS_LISTEN", "127.0.0.1:0"},
                                {"CHANCERY_ISSUER", "http://localhost"}});
  EXPECT_EQ(any_port.metrics_listen, any_port.listen);
}

TEST(Settings, GoodIssuersAreKeptAsWritten) {
  for (const auto* text :
       {"https://a.example", "https://a.example:8443", "https://a.example/tenant",
        "http://127.0.0.1:1", "http://[::1]:8080", "http://localhost"}) {
    EXPECT_EQ(loaded({{"CHANCERY_ISSUER", text}}).issuer, Issuer(text));
  }
}

TEST(Settings, AnIssuerIsNeededWhenTheListenAddressIsNone) {
  for (const auto* listen : {"0.0.0.0:8080", "127.0.0.1:0", "[::]:80"}) {
    const auto settings = load({{"CHANCERY_LISTEN", listen}});
    ASSERT_FALSE(settings) << listen;
    EXPECT_EQ(settings.error().message, std::string("ISSUER is needed when LISTEN is ") + listen);
    EXPECT_FALSE(settings.error().hint.empty());
  }
}

TEST(Settings, StatementsArePreparedUnlessSwitchedOff) {
  EXPECT_TRUE(loaded({{"CHANCERY_DATABASE_PREPARED_STATEMENTS", "on"}}).prepared_statements);
  EXPECT_FALSE(loaded({{"CHANCERY_DATABASE_PREPARED_STATEMENTS", "off"}}).prepared_statements);
}

TEST(Settings, AnApiClientIsAnIdOrNone) {
  EXPECT_EQ(loaded({{"CHANCERY_API_CLIENT", "my-app.1"}}).api_client, ClientId("my-app.1"));
  EXPECT_FALSE(loaded({{"CHANCERY_API_CLIENT", ""}}).api_client);
}

TEST(Settings, ListsAreReadInTheirOrder) {
  const auto settings =
      loaded({{"CHANCERY_TRUSTED_PROXIES", "10.0.0.0/8, ::1,192.0.2.1/32,::/0"},
              {"CHANCERY_ALLOWED_ORIGINS", "https://a.example,http://b.example:81"}});
  EXPECT_EQ(settings.trusted_proxies,
            (std::vector<std::string>{"10.0.0.0/8", "::1", "192.0.2.1/32", "::/0"}));
  EXPECT_EQ(settings.allowed_origins,
            (std::vector<std::string>{"https://a.example", "http://b.example:81"}));
}

TEST(Settings, WhatHasNoDefaultMayBeEmptyForNone) {
  const auto settings = loaded({{"CHANCERY_TLS_CERTIFICATE", ""},
                                {"CHANCERY_TLS_KEY", ""},
                                {"CHANCERY_TLS_CLIENT_CA", ""},
                                {"CHANCERY_TRUSTED_PROXIES", ""},
                                {"CHANCERY_ALLOWED_ORIGINS", ""}});
  EXPECT_FALSE(settings.tls);
  EXPECT_TRUE(settings.trusted_proxies.empty());
  EXPECT_TRUE(settings.allowed_origins.empty());
}

TEST(Settings, TlsNeedsCertificateAndKey) {
  const auto both = loaded({{"CHANCERY_TLS_CERTIFICATE", "c.pem"}, {"CHANCERY_TLS_KEY", "k.pem"}});
  EXPECT_EQ(both.tls, (TlsFiles{"c.pem", "k.pem", {}}));
  EXPECT_EQ(both.issuer, Issuer("https://127.0.0.1:8080"));
  EXPECT_EQ(load({{"CHANCERY_TLS_CERTIFICATE", "c.pem"}}).error(),
            (Complaint{"TLS_CERTIFICATE is given without TLS_KEY", "TLS needs both"}));
  EXPECT_EQ(load({{"CHANCERY_TLS_KEY", "k.pem"}}).error(),
            (Complaint{"TLS_KEY is given without TLS_CERTIFICATE", "TLS needs both"}));
  EXPECT_EQ(load({{"CHANCERY_TLS_CLIENT_CA", "ca.pem"}}).error().message,
            "TLS_CLIENT_CA is given without TLS");
}

TEST(Settings, AKeySignsLongerThanItIsPublishedBefore) {
  EXPECT_EQ(load({{"CHANCERY_SIGNING_KEY_LIFETIME", "330s"}}).error().message,
            "SIGNING_KEY_LIFETIME is not longer than JWKS_MAX_AGE and 30 s");
  EXPECT_TRUE(load({{"CHANCERY_SIGNING_KEY_LIFETIME", "331s"}}));
}

TEST(Settings, DatabaseUrlsAreTakenApart) {
  const auto path = [](const char* url) {
    return std::get<SqliteDatabase>(loaded({{"CHANCERY_DATABASE_URL", url}}).database).file;
  };
  EXPECT_EQ(path("sqlite:x.db"), "x.db");
  EXPECT_EQ(path("sqlite:/var/lib/x.db"), "/var/lib/x.db");
  const auto* url = "postgresql://u:p@a:5432,b:5433/d?sslmode=verify-full";
  const auto settings =
      loaded({{"CHANCERY_DATABASE_URL", url}, {"CHANCERY_MASTER_KEY", std::string(43, 'k')}});
  EXPECT_EQ(std::get<PostgresqlDatabase>(settings.database).url.reveal(), url);
}

TEST(Settings, B101_PostgresqlDoesNotStartWithoutAMasterKey) {
  const auto settings = load({{"CHANCERY_DATABASE_URL", "postgresql://u@h/d"}});
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().message, "MASTER_KEY is needed with PostgreSQL");
  EXPECT_NE(settings.error().hint.find("openssl rand -base64 32"), std::string::npos);
}

TEST(Settings, B101_AnEmptyMasterKeyIsNoMasterKeyAtAll) {
  EXPECT_EQ(load({{"CHANCERY_MASTER_KEY", ""}}).error(),
            (Complaint{"CHANCERY_MASTER_KEY: is empty"}));
}

TEST(Settings, B100_NoComplaintRepeatsASecret) {
  const std::string canary = "hunter2-canary";
  for (const auto& [name, value] : {std::pair{"CHANCERY_MASTER_KEY", canary + "\n" + canary},
                                    {"CHANCERY_DATABASE_URL", "mysql://u:" + canary + "@h/d"},
                                    {"CHANCERY_DATABASE_URL", "postgresql://u:" + canary + " @h/d"},
                                    {"CHANCERY_ISSUER", "https://u:" + canary + "@a.example"}}) {
    const auto settings = load({{name, value}});
    ASSERT_FALSE(settings) << name;
    EXPECT_EQ((settings.error().message + settings.error().hint).find(canary), std::string::npos);
  }
}

}  // namespace
}  // namespace chancery
