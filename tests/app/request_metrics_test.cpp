// Requests as they are counted: whatever is asked, the series are of closed sets.

#include "app/metrics/request_metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "app/read_file.hpp"
#include "domain/oauth_error.hpp"
#include "source_dir.hpp"
#include "tests/support/exposition.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;
using Labels = std::map<std::string, std::string>;

struct Answer {
  std::string_view method = "GET";
  std::string_view route = "/known";
  int status = 200;
  std::string_view error{};
};

class RequestMetricsTest : public testing::Test {
 protected:
  void answer(const Answer& answer) {
    const http::LogFields log{.error = answer.error};
    request_metrics.answered({.request_id = "request",
                              .method = answer.method,
                              .route = answer.route,
                              .status = answer.status,
                              .duration = 2ms,
                              .bytes = 100,
                              .origin = origin,
                              .log = log});
  }
  [[nodiscard]] test::Exposition text() const { return test::Exposition(registry.exposition()); }
  [[nodiscard]] double requests(const char* method, const char* route, const char* status) const {
    return text().value("chancery_http_requests_total",
                        {{"method", method}, {"route", route}, {"status", status}});
  }

  const Origin origin{};
  metrics::Registry registry;
  RequestMetrics request_metrics{registry, {"/known", "/known/{id}"}};
};

TEST_F(RequestMetricsTest, CountsByRouteMethodAndStatus) {
  answer({});
  answer({});
  answer({.method = "DELETE", .route = "/known/{id}", .status = 404, .error = "not_found"});
  EXPECT_EQ(requests("GET", "/known", "200"), 2);
  EXPECT_EQ(requests("DELETE", "/known/{id}", "404"), 1);
  EXPECT_EQ(text().value("chancery_http_response_bytes_total"), 300);
  EXPECT_EQ(text().value("chancery_http_refusals_total", {{"error", "not_found"}}), 1);
  EXPECT_EQ(text().value("chancery_http_refusals_total", {{"error", "invalid_grant"}}), 0);
}

TEST_F(RequestMetricsTest, MeasuresByRouteAndClassOfStatus) {
  answer({.status = 200});
  answer({.status = 204});
  answer({.status = 503});
  const auto& name = "chancery_http_request_duration_seconds_count";
  EXPECT_EQ(text().value(name, {{"route", "/known"}, {"status", "2xx"}}), 2);
  EXPECT_EQ(text().value(name, {{"route", "/known"}, {"status", "5xx"}}), 1);
}

TEST_F(RequestMetricsTest, WhatNobodyRegisteredIsUnmatchedOrOther) {
  for (int i = 0; i < 1000; ++i) {
    const auto garbage = "/garbage-" + std::to_string(i);
    answer({.method = garbage, .route = garbage, .status = 1000 + i, .error = garbage});
    answer({.method = "", .route = "unmatched", .status = i % 700, .error = "no word of ours"});
  }
  EXPECT_EQ(registry.exposition().find("garbage"), std::string::npos);
  EXPECT_GE(requests("other", "unmatched", "other"), 1000);
  EXPECT_EQ(text().value("chancery_http_refusals_total", {{"error", "other"}}), 2000);
  std::size_t series = 0;
  const auto whole = text();
  for (const auto& [name, metric] : whole.metrics()) series += metric.series.size();
  EXPECT_LE(series, 250U);
}

bool is_known(std::string_view error) {
  const auto known = RequestMetrics::errors();
  return std::ranges::find(known, error) != known.end();
}

TEST(RequestMetricsErrors, HaveEveryWordOfTheProtocols) {
  for (int code = 0; code <= static_cast<int>(OAuthErrorCode::unsupported_token_type); ++code) {
    const auto word = name(static_cast<OAuthErrorCode>(code));
    EXPECT_TRUE(is_known(word)) << word;
  }
}

/// The words stand where refusals are made: a status, then the code.
TEST(RequestMetricsErrors, HaveEveryWordOfOurOwnAndNoOther) {
  namespace fs = std::filesystem;
  std::set<std::string> said{"missing_token", "other"};
  for (int code = 0; code <= static_cast<int>(OAuthErrorCode::unsupported_token_type); ++code) {
    said.emplace(name(static_cast<OAuthErrorCode>(code)));
  }
  const std::regex refusal(R"re((?:\b[45]\d\d|status), "([a-z_]+)")re");
  for (const auto& file : fs::recursive_directory_iterator(CHANCERY_SOURCE_DIR "/adapters/http")) {
    if (file.path().extension() != ".cpp") continue;
    const auto text = read_small_file(file.path().string()).value_or("");
    for (std::sregex_iterator it(text.begin(), text.end(), refusal), end; it != end; ++it) {
      EXPECT_TRUE(is_known((*it)[1].str())) << (*it)[1].str() << " in " << file.path();
      said.insert((*it)[1].str());
    }
  }
  for (const auto* error : RequestMetrics::errors()) {
    EXPECT_TRUE(said.contains(error)) << error << " is said nowhere";
  }
}

}  // namespace
}  // namespace chancery
