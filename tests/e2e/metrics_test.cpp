// /metrics of the whole program: what happened is counted, what was asked leaves no trace.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "adapters/http/server.hpp"
#include "adapters/metrics/catalogue.hpp"
#include "tests/e2e/running.hpp"
#include "tests/support/exposition.hpp"

namespace chancery::test {
namespace {

using Labels = std::map<std::string, std::string>;
using Flags = std::map<std::string, std::string>;

std::string labels_of(const ExposedMetric::Series& series) {
  std::string names;
  for (const auto& [name, value] : series.labels) {
    if (name != "le") names += (names.empty() ? "" : ",") + name;
  }
  return names;
}

/// A request is counted behind its answer, and before its connection reads another or is closed.
HttpResponse ask_until_counted(const Running& running, const std::string& request) {
  auto connection = running.connect();
  auto answer = connection.ask(request);
  connection.ask(get("/health/live"));
  return answer;
}

class MetricsTest : public testing::Test {
 protected:
  [[nodiscard]] Exposition scrape() const { return Exposition(running.ask(get("/metrics")).body); }
  [[nodiscard]] double value(const char* name, const Labels& labels = {}) const {
    return scrape().value(name, labels);
  }
  HttpResponse revoke(const std::string& token) const {
    return running.ask(post_form("/oauth2/revoke", "token=" + token, app_credentials()));
  }

  Running running;
};

TEST_F(MetricsTest, ALoginsLifeIsCounted) {
  const auto login = running.log_in();
  const auto first = login.text("refresh_token");
  const auto second = running.refresh(first).text("refresh_token");
  EXPECT_EQ(running.refresh(first).text("refresh_token"), second);  // a replay
  const auto third = running.refresh(second).text("refresh_token");
  EXPECT_EQ(running.refresh(first).status, 400);  // reuse
  EXPECT_EQ(running.refresh(third).status, 400);
  EXPECT_EQ(revoke(running.log_in().text("refresh_token")).status, 200);
  EXPECT_EQ(revoke(running.log_in().text("access_token")).status, 200);
  const auto text = scrape();
  const auto issued = [&](const char* grant) {
    return text.value("chancery_tokens_issued_total", {{"grant", grant}});
  };
  EXPECT_EQ(issued("password"), 3);
  EXPECT_EQ(issued("refresh_token"), 3);
  EXPECT_EQ(text.value("chancery_refresh_replays_total"), 1);
  EXPECT_EQ(text.value("chancery_logins_ended_total", {{"reason", "reuse"}}), 1);
  EXPECT_EQ(text.value("chancery_logins_ended_total", {{"reason", "revoked"}}), 1);
  EXPECT_EQ(text.value("chancery_access_tokens_revoked_total"), 1);
  EXPECT_EQ(text.value("chancery_logins_total", {{"outcome", "succeeded"}}), 3);
  EXPECT_EQ(text.value("chancery_http_refusals_total", {{"error", "invalid_grant"}}), 2);
  EXPECT_EQ(text.value("chancery_password_hashes_total"), 4);  // the account's own is one
}

/// What is counted, but for times, with them the length of a page of figures, and the requests for
/// that page. Gauges say how it stands just then, and other work moves them.
std::map<std::string, double> counted(const Exposition& text) {
  std::map<std::string, double> values;
  for (const auto& [name, metric] : text.metrics()) {
    if (metric.type != "counter" || name.contains("seconds") || name.contains("bytes")) continue;
    for (const auto& series : metric.series) {
      const auto route = series.labels.find("route");
      if (route != series.labels.end() && route->second != "/oauth2/token") continue;
      values[name + testing::PrintToString(series.labels)] = series.value;
    }
  }
  return values;
}

TEST_F(MetricsTest, WhetherAnAccountExistsCannotBeReadOffThem) {
  const auto fail = [&](const char* user) {
    const auto before = counted(scrape());
    ask_until_counted(running,
                      post_form("/oauth2/token",
                                std::string("grant_type=password&password=wrong&username=") + user,
                                app_credentials()));
    std::map<std::string, double> changes;
    for (const auto& [series, value] : counted(scrape())) {
      const auto earlier = before.find(series);
      const auto change = value - (earlier == before.end() ? 0 : earlier->second);
      if (change != 0) changes[series] = change;
    }
    return changes;
  };
  fail("ada");  // makes every series
  const auto known = fail("ada");
  EXPECT_TRUE(known.contains("chancery_logins_total{ (\"outcome\", \"failed\") }"));
  EXPECT_EQ(known, fail("bob"));
}

TEST_F(MetricsTest, GarbageMakesNoSeries) {
  const auto send = [&](int i) {
    const auto n = std::to_string(i);
    ask_until_counted(
        running, "GARBAGE" + n + " /garbage" + n + " HTTP/1.1\r\nHost: garbage" + n + "\r\n\r\n");
    ask_until_counted(running,
                      "GET /api/v1/users/garbage" + n + "?garbage HTTP/1.1\r\nHost: a\r\n\r\n");
    ask_until_counted(running, "garbage" + n + "\r\n\r\n");
    ask_until_counted(running,
                      post_form("/oauth2/token", "grant_type=garbage" + n, "garbage" + n + ":x"));
  };
  send(0);
  running.ask(get("/metrics"));
  const auto warm = running.ask(get("/metrics")).body;
  for (int i = 1; i < 100; ++i) send(i);
  const auto after = running.ask(get("/metrics")).body;
  EXPECT_EQ(after.find("garbage"), std::string::npos);
  EXPECT_EQ(std::ranges::count(warm, '\n'), std::ranges::count(after, '\n'));
  EXPECT_EQ(value("chancery_http_requests_total",
                  {{"method", "other"}, {"route", "unmatched"}, {"status", "404"}}),
            100);
  EXPECT_EQ(value("chancery_http_refusals_total", {{"error", "other"}}), 0);
}

/// What is there only once housekeeping has counted for the first time.
bool is_counted_by_housekeeping(const metrics::Description& metric) {
  return &metric == &metrics::housekeeping_backlog || &metric == &metrics::password_hashes_stored;
}

TEST_F(MetricsTest, AreThoseOfTheCatalogueAndAllOfThem) {
  EXPECT_EQ(running.log_in().status, 200);
  const auto text = scrape();
  std::set<std::string> known;
  for (const auto* metric : metrics::catalogue()) {
    known.emplace(metric->name);
    const auto found = text.metrics().find(std::string(metric->name));
    if (found == text.metrics().end()) {
      EXPECT_TRUE(is_counted_by_housekeeping(*metric)) << metric->name << " is not there";
      continue;
    }
    EXPECT_EQ(found->second.type, name(metric->kind)) << metric->name;
    EXPECT_EQ(found->second.help, metric->help);
    for (const auto& series : found->second.series) {
      EXPECT_EQ(labels_of(series), metric->labels) << metric->name;
    }
  }
  for (const auto& [name, metric] : text.metrics()) {
    EXPECT_TRUE(known.contains(name)) << name << " is not in the catalogue";
  }
}

TEST_F(MetricsTest, B17_NoScriptOfAPageMayReadThem) {
  auto request = get("/metrics");
  request.insert(request.find("\r\n\r\n"), "\r\nOrigin: https://app.example");
  const auto answer = running.ask(request);
  EXPECT_EQ(answer.status, 200);
  EXPECT_FALSE(answer.headers.contains("access-control-allow-origin"));
}

TEST(MetricsListen, MovesThemToAnAddressOfTheirOwn) {
  const Running running(Flags{{"metrics-listen", "127.0.0.1:0"}});
  EXPECT_EQ(ask_until_counted(running, get("/metrics")).status, 404);
  const auto ask = [&](const char* path) { return running.connect_to_metrics().ask(get(path)); };
  const Exposition text(ask("/metrics").body);
  const auto requests = [&](const char* route, const char* status) {
    return text.value("chancery_http_requests_total",
                      {{"method", "GET"}, {"route", route}, {"status", status}});
  };
  EXPECT_EQ(requests("unmatched", "404"), 1);
  for (const auto* path : {"/health/ready", "/.well-known/jwks.json", "/oauth2/userinfo"}) {
    EXPECT_EQ(ask(path).status, 404) << path;
  }
}

TEST(MetricsListen, AnAddressInUseIsNamedAsTheSettingItIs) {
  const Running first(Flags{{"metrics-listen", "127.0.0.1:0"}});
  const auto taken = "127.0.0.1:" + std::to_string(first.metrics_port());
  try {
    const Running second(Flags{{"metrics-listen", taken}});
    FAIL() << "two listen at " << taken;
  } catch (const http::ServerSetupError& error) {
    EXPECT_NE(error.hint().find("METRICS_LISTEN"), std::string::npos);
  }
}

}  // namespace
}  // namespace chancery::test
