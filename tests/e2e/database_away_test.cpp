// PostgreSQL stops answering and comes back. Whoever needs it is told to come back too, whoever
// does not need it notices nothing, and no login is the worse for it.

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <thread>

#include "tests/e2e/running.hpp"
#include "tests/support/cutting_proxy.hpp"
#include "tests/support/postgres_server.hpp"

namespace chancery::test {
namespace {

constexpr int clients = 24;

/// Each on its own connection, at the same time.
template <class Ask>
std::vector<HttpResponse> at_once(int count, const Ask& ask) {
  std::vector<HttpResponse> answers(static_cast<std::size_t>(count));
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    threads.emplace_back([&, i] { answers[i] = ask(i); });
  }
  threads.clear();
  return answers;
}

std::set<int> statuses(const std::vector<HttpResponse>& answers) {
  std::set<int> statuses;
  for (const auto& answer : answers) statuses.insert(answer.status);
  return statuses;
}

/// Asks until it is so. How long that may take is the test's own time limit to say, and how soon
/// the pauses of the breaker, which its own tests bound.
template <class Condition>
bool comes_true(const Condition& condition) {
  constexpr int attempts = 100'000;
  for (int i = 0; i < attempts; ++i) {
    if (condition()) return true;
  }
  return false;
}

class DatabaseAway : public testing::Test {
 protected:
  static long threads() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
  }
  /// But for those of the connections that the pool keeps.
  long descriptors() {
    const auto idle = running.authority().database->pool_use().idle;
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}) -
           static_cast<long>(idle);
  }
  long database_connections() {
    static constexpr sql::Statement count(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'chancery'");
    return running.authority().database->query(count, {}).at(0).integer();
  }

  std::vector<std::string> log_in(int count) {
    std::vector<std::string> tokens;
    for (int i = 0; i < count; ++i) tokens.push_back(running.log_in().text("refresh_token"));
    return tokens;
  }
  [[nodiscard]] breaker::State state() {
    return running.authority().database_breaker.vitals().state;
  }
  void expect_that_what_needs_no_database_is_answered() {
    for (const auto* path : {"/health/live", "/.well-known/jwks.json",
                             "/.well-known/openid-configuration", "/health/ready"}) {
      EXPECT_EQ(running.ask(get(path)).status, 200) << path;
    }
  }

  /// With the time to connect that an operator has who sets none.
  static std::string new_database() {
    auto url = PostgresServer::instance().new_schema();
    const std::string patience = "connect_timeout=60&";
    return url.erase(url.find(patience), patience.size());
  }

  Running running{{}, Engine::postgresql, new_database()};
};

TEST_F(DatabaseAway, FrozenItCostsNobodyTheirLoginAndNothingLeaks) {
  auto& server = PostgresServer::instance();
  auto tokens = log_in(clients);
  const auto refresh = [&](std::size_t i) { return running.refresh(tokens[i]); };
  for (std::size_t i = 0; const auto& answer : at_once(clients, refresh)) {
    ASSERT_EQ(answer.status, 200);
    tokens[i++] = answer.text("refresh_token");
  }
  const auto threads_before = threads();
  const auto descriptors_before = descriptors();

  server.freeze();
  for (const auto& answer : at_once(clients, refresh)) {
    EXPECT_EQ(answer.status, 503);
    EXPECT_FALSE(answer.headers.at("retry-after").empty());
  }
  EXPECT_NE(state(), breaker::State::closed);
  expect_that_what_needs_no_database_is_answered();
  EXPECT_EQ(running.ask(get("/health/ready")).text("database"), "down");
  const auto rejected_before = running.authority().database_breaker.vitals().rejected_total;
  EXPECT_TRUE(comes_true([&] {
    EXPECT_EQ(running.introspect(tokens[0]).status, 503);
    return running.authority().database_breaker.vitals().rejected_total >= rejected_before + 100;
  })) << "nobody is asked any more";
  server.thaw();

  EXPECT_TRUE(comes_true([&] { return running.refresh(tokens[0]).status == 200; }));
  EXPECT_EQ(statuses(at_once(clients, refresh)), std::set{200}) << "every login goes on";
  EXPECT_EQ(running.ask(get("/health/ready")).body,
            R"({"status":"ready","database":"up","breaker":"closed"})");
  EXPECT_EQ(threads(), threads_before);
  EXPECT_TRUE(comes_true([&] { return descriptors() <= descriptors_before; }))
      << descriptors() << " after " << descriptors_before;
  constexpr long most_that_are_kept = 16;
  EXPECT_TRUE(comes_true([&] { return database_connections() <= most_that_are_kept; }));
}

TEST_F(DatabaseAway, WhatWasAskedOfTheFrozenOneIsDoneOnceOrNotAtAll) {
  auto& server = PostgresServer::instance();
  const auto first = running.log_in().text("refresh_token");
  server.freeze();
  EXPECT_EQ(running.refresh(first).status, 503);
  server.thaw();
  std::string second;
  EXPECT_TRUE(comes_true([&] {
    const auto answer = running.refresh(first);
    second = answer.text("refresh_token");
    return answer.status == 200;
  }));
  const auto third = running.refresh(second);
  EXPECT_EQ(third.status, 200);
  EXPECT_EQ(running.refresh(third.text("refresh_token")).status, 200);
}

/// The server's connections to its database lead through a proxy that cuts them.
class ConnectionCut : public testing::Test {
 protected:
  CuttingProxy proxy{PostgresServer::instance().socket_folder()};
  Running running{{}, Engine::postgresql, proxy.url(PostgresServer::instance().new_schema())};
};

TEST_F(ConnectionCut, B39_ARefreshWhoseCommitWasNotAnsweredIsASuccess) {
  const auto first = running.log_in().text("refresh_token");
  proxy.cut_at("127.0.0.1", CuttingProxy::Cut::answer);
  const auto second = running.refresh(first);
  EXPECT_TRUE(proxy.has_cut());
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(running.refresh(second.text("refresh_token")).status, 200);
}

TEST_F(ConnectionCut, B39_ARefreshThatCannotBeReadBackIs503AndTheLoginGoesOn) {
  const auto first = running.log_in().text("refresh_token");
  proxy.cut_at_and_close("127.0.0.1", CuttingProxy::Cut::answer);
  const auto lost = running.refresh(first);
  EXPECT_TRUE(proxy.has_cut());
  EXPECT_EQ(lost.status, 503);
  EXPECT_NE(lost.text("error"), "invalid_grant");
  proxy.let_in();
  HttpResponse second;
  EXPECT_TRUE(comes_true([&] {
    second = running.refresh(first);
    return second.status == 200;
  }));
  EXPECT_EQ(running.refresh(second.text("refresh_token")).status, 200);
}

}  // namespace
}  // namespace chancery::test
