// One refresh token presented a thousand times at once, over HTTP, on either database.

#include <gtest/gtest.h>

#include <set>

#include "tests/e2e/running.hpp"

namespace chancery::test {
namespace {

std::vector<HttpResponse> present_at_once(const Running& running, const std::string& token,
                                          int count) {
  std::vector<HttpConnection> connections;
  for (int i = 0; i < count; ++i) connections.push_back(running.connect());
  return ask_at_once(connections,
                     post_form("/oauth2/token", "grant_type=refresh_token&refresh_token=" + token,
                               app_credentials()));
}

class RefreshRace : public testing::TestWithParam<Engine> {
 protected:
  using Flags = std::map<std::string, std::string>;
};

TEST_P(RefreshRace, B37_AThousandConcurrentPresentationsGetOneAndTheSameSuccessor) {
  Running running({}, GetParam());
  const auto token = running.log_in().text("refresh_token");
  ASSERT_FALSE(token.empty());

  std::set<std::string> successors;
  std::set<int> statuses;
  for (const auto& answer : present_at_once(running, token, 1000)) {
    statuses.insert(answer.status);
    successors.insert(answer.text("refresh_token"));
  }
  EXPECT_EQ(statuses, std::set{200});
  ASSERT_EQ(successors.size(), 1U);

  // The original is dead once the successor was used, and using it then kills the family.
  const auto next = running.refresh(*successors.begin());
  EXPECT_EQ(next.status, 200);
  EXPECT_EQ(running.refresh(token).text("error"), "invalid_grant");
  EXPECT_EQ(running.refresh(next.text("refresh_token")).text("error"), "invalid_grant");
  EXPECT_EQ(running.introspect(next.text("access_token")).body, R"({"active":false})");
}

TEST_P(RefreshRace, B37_WithoutAReplayWindowExactlyOneSucceedsAndTheLosersEndTheLogin) {
  Running running(Flags{{"refresh-replay-window", "0s"}}, GetParam());
  const auto token = running.log_in().text("refresh_token");
  int successes = 0;
  std::string successor;
  for (const auto& answer : present_at_once(running, token, 200)) {
    if (answer.status == 200) {
      ++successes;
      successor = answer.text("refresh_token");
    } else {
      EXPECT_EQ(answer.text("error"), "invalid_grant");
    }
  }
  EXPECT_EQ(successes, 1);
  EXPECT_EQ(running.refresh(successor).text("error"), "invalid_grant");
}

TEST_P(RefreshRace, B38_ReuseIsStillNoticedAfterARestart) {
  Running running({}, GetParam());
  const auto first = running.log_in().text("refresh_token");
  const auto second = running.refresh(first).text("refresh_token");
  const auto third = running.refresh(second).text("refresh_token");
  running.restart();
  EXPECT_EQ(running.refresh(first).text("error"), "invalid_grant");
  EXPECT_EQ(running.refresh(third).text("error"), "invalid_grant");
}

TEST_P(RefreshRace, ALoginGoesOnAfterARestart) {
  Running running({}, GetParam());
  const auto first = running.log_in().text("refresh_token");
  const auto second = running.refresh(first).text("refresh_token");
  running.restart();
  EXPECT_EQ(running.refresh(first).text("refresh_token"), second);  // still inside the window
  EXPECT_EQ(running.refresh(second).status, 200);
}

INSTANTIATE_TEST_SUITE_P(, RefreshRace, testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& tested) { return name(tested.param); });

}  // namespace
}  // namespace chancery::test
