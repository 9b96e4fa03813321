// One authorization code redeemed a thousand times at once, over HTTP, on either database.

#include "tests/e2e/sign_in_fixture.hpp"

namespace chancery::test {
namespace {

class CodeRace : public SignInOnBothTest {
 protected:
  std::vector<HttpResponse> present_at_once(const std::string& code, int count) {
    std::vector<HttpConnection> connections;
    for (int i = 0; i < count; ++i) connections.push_back(running.connect());
    return ask_at_once(connections,
                       post_form("/oauth2/token", redemption(code), credentials("mail")));
  }
  /// How many logins of ada's there are, dead ones too.
  std::size_t logins_begun() {
    return running.authority()
        .read_audit.newest({.type = AuditType::login_succeeded}, 9)
        .events.size();
  }
  std::string why_ended() {
    const auto page = running.authority().read_audit.newest({.type = AuditType::login_ended}, 9);
    return page.events.size() == 1 ? page.events.front().reason : "";
  }

  Browser browser{running};
};

TEST_P(CodeRace, B20_OfAThousandConcurrentRedemptionsOneSucceedsAndItsTokensEnd) {
  const auto one_code = code(browser);
  ASSERT_FALSE(one_code.empty());
  std::vector<HttpResponse> won;
  int refused = 0;
  for (auto& answer : present_at_once(one_code, 1000)) {
    if (answer.status == 200) {
      won.push_back(std::move(answer));
    } else if (answer.status == 400 && answer.text("error") == "invalid_grant") {
      ++refused;
    }
  }
  ASSERT_EQ(won.size(), 1U);
  EXPECT_EQ(refused, 999);
  EXPECT_EQ(logins_begun(), 1U);
  EXPECT_EQ(why_ended(), "code_reuse");

  EXPECT_EQ(refresh(won[0]).text("error"), "invalid_grant");
  EXPECT_EQ(running.ask(get("/oauth2/userinfo", won[0].text("access_token"))).status, 401);
}

TEST_P(CodeRace, B20_ASecondUseIsStillNoticedAfterARestartAndAfterTheCodesEnd) {
  const auto one_code = code(browser);
  const auto tokens = redeem(one_code);
  ASSERT_EQ(tokens.status, 200);
  static constexpr sql::Statement expire_all("UPDATE authorization_codes SET expires_at = 1");
  running.authority().database->execute(expire_all, {});
  running.restart();
  EXPECT_EQ(refresh(tokens).status, 200);
  EXPECT_EQ(redeem(one_code).text("error"), "invalid_grant");
  EXPECT_EQ(refresh(tokens).text("error"), "invalid_grant");
  EXPECT_EQ(running.ask(get("/oauth2/userinfo", tokens.text("access_token"))).status, 401);
}

TEST_P(CodeRace, ACodeAndABrowserSessionOutliveARestart) {
  const auto one_code = code(browser);
  running.restart();
  EXPECT_EQ(redeem(one_code).status, 200);
  EXPECT_EQ(silently(browser), "");
}

INSTANTIATE_TEST_SUITE_P(, CodeRace, testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& tested) { return name(tested.param); });

}  // namespace
}  // namespace chancery::test
