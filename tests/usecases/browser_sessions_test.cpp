// Browser sessions: what a login begins, what goes over into it, and when it is over.

#include <gtest/gtest.h>

#include "tests/usecases/provider.hpp"

namespace chancery::test {
namespace {

using namespace std::chrono_literals;

class BrowserSessionsTest : public testing::Test, protected Provider {};

TEST_F(BrowserSessionsTest, B77_EachLoginHasANewSessionAndKeepsItsLogins) {
  const auto first = tokens_for(visitor);
  const auto old = visitor.browser;
  clock.at += 1s;
  const auto second = tokens_for(visitor, {{"prompt", "login"}});
  EXPECT_NE(old.session->reveal(), visitor.browser.session->reveal());
  EXPECT_FALSE(browser_sessions.find(old));
  EXPECT_TRUE(is_live(first)) << "the same user goes on";
  const auto session = browser_sessions.find(visitor.browser)->session;
  EXPECT_EQ(browser_sessions.participants(session).size(), 2U);
}

TEST_F(BrowserSessionsTest, TheFormInAnotherTabIsStillGoodAfterALogin) {
  const auto first_tab = std::get<inbound::GoToLogin>(visitor.visit(request()));
  const auto second_tab = std::get<inbound::GoToLogin>(visitor.visit(request()));
  ASSERT_TRUE(std::holds_alternative<inbound::SignedIn>(
      visitor.try_login(first_tab.interaction, "ada", user_password)));
  EXPECT_TRUE(sign_in.show(second_tab.interaction, visitor.browser));
  EXPECT_TRUE(std::holds_alternative<inbound::SignedIn>(
      visitor.try_login(second_tab.interaction, "ada", user_password)));
}

TEST_F(BrowserSessionsTest, AnotherUserInTheSameBrowserEndsWhatTheFirstHad) {
  const auto first = tokens_for(visitor);
  User other{.id = UserId(""), .email = "bob@example.org"};
  other.username = "bob";
  ASSERT_TRUE(manage_users.add(other, user_password, command));
  clock.at += 1s;
  const auto step = visitor.through(request({{"prompt", "login"}}), "bob");
  EXPECT_TRUE(redeem(answer(step, "code")));
  EXPECT_FALSE(is_live(first));
  EXPECT_EQ(database.snapshot().logout_notices.size(), 1U);
}

TEST_F(BrowserSessionsTest, SilentRenewalsLeaveOneParticipantWhoseLoginIsGone) {
  auto tokens = tokens_for(visitor);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(families.end(*tokens.login, {.type = AuditType::login_ended, .at = clock.at}));
    tokens = redeem(answer(visitor.visit(request({{"prompt", "none"}})), "code")).value();
  }
  const auto session = browser_sessions.find(visitor.browser)->session;
  EXPECT_EQ(browser_sessions.participants(session),
            (std::vector<Participant>{{shop.id, *tokens.login}}));
}

TEST_F(BrowserSessionsTest, ASessionEndsWhenIdleOrOld) {
  static_cast<void>(visitor.through(request()));
  clock.at += 12h - 1s;
  EXPECT_TRUE(browser_sessions.find(visitor.browser));
  clock.at += 12h - 1s;
  EXPECT_TRUE(browser_sessions.find(visitor.browser)) << "it was used";
  clock.at += 12h;
  EXPECT_FALSE(browser_sessions.find(visitor.browser));

  Visitor busy{*this};
  static_cast<void>(busy.through(request()));
  const auto began_at = clock.at;
  for (; clock.at < began_at + 7 * 24h; clock.at += 11h) {
    ASSERT_TRUE(browser_sessions.find(busy.browser));
  }
  EXPECT_FALSE(browser_sessions.find(busy.browser));
}

TEST_F(BrowserSessionsTest, B76_FormTokensAreOfOneBrowserAndOneForm) {
  const auto browser = protect_forms.new_browser_id();
  const auto token = protect_forms.token(browser, "login");
  EXPECT_TRUE(protect_forms.is_genuine(token, browser, "login"));
  EXPECT_FALSE(protect_forms.is_genuine(token, browser, "consent"));
  EXPECT_FALSE(protect_forms.is_genuine(token, protect_forms.new_browser_id(), "login"));
  EXPECT_FALSE(protect_forms.is_genuine(token, std::nullopt, "login"));
  EXPECT_FALSE(protect_forms.is_genuine("", browser, "login"));
}

}  // namespace
}  // namespace chancery::test
