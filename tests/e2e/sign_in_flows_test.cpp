// Users who sign in and out by their browsers, over HTTP, on either database.

#include "tests/e2e/sign_in_fixture.hpp"

namespace chancery::test {
namespace {

class SignInFlows : public SignInOnBothTest {
 protected:
  HttpResponse userinfo(const HttpResponse& tokens) {
    return running.ask(get("/oauth2/userinfo", tokens.text("access_token")));
  }
  /// The ids of ada's logins, as she sees them by one of her tokens.
  std::set<std::string> seen_by(const HttpResponse& tokens) {
    const auto answer =
        running.ask(get("/api/v1/users/me/sessions", tokens.text("access_token"))).json();
    const auto* items = answer.find("items");
    std::set<std::string> ids;
    if (items == nullptr) return {"no list"};
    for (const auto& item : *items->as_array()) ids.insert(codec::write_json(*item.find("id")));
    return ids;
  }
  static std::string sid(const HttpResponse& tokens) {
    return claim(tokens.text("id_token"), "sid");
  }
  static std::string quoted(const std::string& text) { return '"' + text + '"'; }
  static std::string logout(const std::string& app, const HttpResponse& tokens) {
    return "/oauth2/logout?state=bye&id_token_hint=" + tokens.text("id_token") +
           "&post_logout_redirect_uri=https://" + app + ".example/bye";
  }
};

TEST_P(SignInFlows, FromTheLoginPageToTokensUserinfoRefreshAndLogout) {
  Browser browser(running);
  const auto page = browser.visit(request("mail"));
  EXPECT_EQ(page.status, 200);
  ASSERT_EQ(page.form(), "/login");

  const auto back = browser.walk(page);
  EXPECT_TRUE(back.location.starts_with("https://mail.example/cb?")) << back.location;
  EXPECT_EQ(back.parameter("state"), "s");
  EXPECT_EQ(back.parameter("iss"), "http%3A%2F%2Flocalhost");

  const auto tokens = redeem(back.parameter("code"));
  ASSERT_EQ(tokens.status, 200) << tokens.body;
  EXPECT_EQ(tokens.headers.at("cache-control"), "no-store");
  const auto id_token = tokens.text("id_token");
  const auto ada = running.authority().manage_users.find("ada")->id.value();
  EXPECT_EQ(claim(id_token, "iss"), quoted(running.issuer()));
  EXPECT_EQ(claim(id_token, "aud"), quoted("mail"));
  EXPECT_EQ(claim(id_token, "sub"), quoted(ada));
  EXPECT_EQ(claim(id_token, "nonce"), quoted("n"));
  EXPECT_EQ(claim(id_token, "sid"), claim(tokens.text("access_token"), "sid"));
  EXPECT_FALSE(claim(id_token, "at_hash").empty());
  EXPECT_EQ(claim(id_token, "email"), "") << "that is userinfo's";
  EXPECT_EQ(userinfo(tokens).text("sub"), ada);
  EXPECT_EQ(userinfo(tokens).text("email"), "ada@example.org");

  const auto refreshed = refresh(tokens);
  EXPECT_EQ(sid(refreshed), sid(tokens));
  EXPECT_EQ(claim(refreshed.text("id_token"), "auth_time"), claim(id_token, "auth_time"));

  const auto left = browser.visit(logout("mail", tokens));
  EXPECT_EQ(left.location, "https://mail.example/bye?state=bye");
  EXPECT_EQ(refresh(refreshed).text("error"), "invalid_grant");
  EXPECT_EQ(userinfo(refreshed).status, 401);
  EXPECT_EQ(silently(browser), "login_required");
}

TEST_P(SignInFlows, OneSignInDoesForBothAppsAndConsentIsAskedOnce) {
  Browser browser(running);
  sign_in(browser);
  EXPECT_EQ(silently(browser, "photos"), "consent_required");
  const auto page = browser.visit(request("photos"));
  ASSERT_EQ(page.form(), "/consent");
  EXPECT_EQ(redeem(browser.submit(page, "allow=1").parameter("code"), "photos").status, 200);
  EXPECT_EQ(silently(browser, "photos"), "");

  Browser other(running);
  EXPECT_EQ(sign_in(other).status, 200);
  EXPECT_EQ(silently(other, "photos"), "") << "it is the user's, not the browser's";
}

TEST_P(SignInFlows, WhoSaysNoIsSentBackWithoutACode) {
  Browser browser(running);
  sign_in(browser);
  const auto denied = browser.submit(browser.visit(request("photos")), "cancel=1");
  EXPECT_EQ(denied.parameter("error"), "access_denied");
  EXPECT_EQ(denied.parameter("state"), "s");
  EXPECT_EQ(denied.parameter("code"), "");
  EXPECT_EQ(silently(browser, "photos"), "consent_required");
}

TEST_P(SignInFlows, OfTwoAppsInTwoBrowsersALogoutEndsThoseOfItsBrowser) {
  Browser laptop(running);
  Browser phone(running);
  const auto mail_on_laptop = sign_in(laptop);
  const auto photos_on_laptop = sign_in(laptop, "photos");
  const auto mail_on_phone = sign_in(phone);
  const auto photos_on_phone = sign_in(phone, "photos");
  ASSERT_EQ(seen_by(mail_on_phone), (std::set{sid(mail_on_laptop), sid(photos_on_laptop),
                                              sid(mail_on_phone), sid(photos_on_phone)}));

  EXPECT_EQ(laptop.visit(logout("photos", photos_on_laptop)).location,
            "https://photos.example/bye?state=bye");

  EXPECT_EQ(seen_by(mail_on_phone), (std::set{sid(mail_on_phone), sid(photos_on_phone)}));
  EXPECT_EQ(refresh(mail_on_laptop).text("error"), "invalid_grant");
  EXPECT_EQ(refresh(photos_on_laptop, "photos").text("error"), "invalid_grant");
  EXPECT_EQ(refresh(mail_on_phone).status, 200);
  EXPECT_EQ(refresh(photos_on_phone, "photos").status, 200);
  EXPECT_EQ(silently(laptop), "login_required");
  EXPECT_EQ(silently(laptop, "photos"), "login_required");
  EXPECT_EQ(silently(phone), "");
  EXPECT_EQ(silently(phone, "photos"), "");
}

TEST_P(SignInFlows, ASessionThatIsEndedInTheListLeavesTheBrowserAndItsOtherApp) {
  Browser browser(running);
  const auto mail = sign_in(browser);
  const auto photos = sign_in(browser, "photos");
  const auto id = sid(photos).substr(1, sid(photos).size() - 2);
  const auto ended = running.ask(
      send_json("DELETE", "/api/v1/users/me/sessions/" + id, "", mail.text("access_token")));
  EXPECT_EQ(ended.status, 204);
  EXPECT_EQ(refresh(photos, "photos").text("error"), "invalid_grant");
  EXPECT_EQ(seen_by(mail), std::set{sid(mail)});
  EXPECT_EQ(silently(browser), "");
}

TEST_P(SignInFlows, EndingAllOfAUsersLoginsSignsEveryBrowserOut) {
  Browser laptop(running);
  Browser phone(running);
  const auto tokens = sign_in(laptop);
  sign_in(phone);
  auto& authority = running.authority();
  authority.manage_sessions.end_all({.user = authority.manage_users.find("ada")->id}, {});
  EXPECT_EQ(userinfo(tokens).status, 401);
  EXPECT_EQ(silently(laptop), "login_required");
  EXPECT_EQ(silently(phone), "login_required");
}

TEST_P(SignInFlows, B91_WithoutAHintSomebodyIsAskedFirst) {
  Browser browser(running);
  const auto tokens = sign_in(browser);
  const auto page = browser.visit("/oauth2/logout?post_logout_redirect_uri=https://evil.example/");
  ASSERT_EQ(page.form(), "/logout");
  EXPECT_EQ(silently(browser), "") << "nothing has ended yet";
  const auto done = browser.submit(page, "");
  EXPECT_EQ(done.location, "") << "a page says so";
  EXPECT_EQ(done.status, 200);
  EXPECT_EQ(silently(browser), "login_required");
  EXPECT_EQ(refresh(tokens).text("error"), "invalid_grant");
}

INSTANTIATE_TEST_SUITE_P(, SignInFlows, testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& tested) { return name(tested.param); });

}  // namespace
}  // namespace chancery::test
