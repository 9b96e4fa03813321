// Authorization codes over HTTP: to whom they are worth something, and for how long.

#include "tests/e2e/sign_in_fixture.hpp"

namespace chancery::test {
namespace {

class CodeAttacks : public SignInTest {
 protected:
  /// `200`, or the error.
  static std::string outcome(const HttpResponse& answer) {
    return answer.status == 200 ? "200" : answer.text("error");
  }
  /// One more code for a browser that is signed in, or signs in now.
  std::string new_code() { return code(browser); }
  std::string redeemed_with(const std::string& a_code, const std::string& more) {
    return outcome(ask_for_tokens("grant_type=authorization_code&code=" + a_code + '&' + more));
  }
  User ada() { return *running.authority().manage_users.find("ada"); }
  Client mail() { return *running.authority().manage_clients.find(ClientId("mail")); }

  const std::string right_uri = "redirect_uri=https://mail.example/cb";
  const std::string right_verifier = "code_verifier=" + std::string(verifier);
  Browser browser{running};
};

TEST_F(CodeAttacks, B19_AnotherClientGetsNothingAndTheCodeStaysGood) {
  const auto one_code = new_code();
  EXPECT_EQ(outcome(ask_for_tokens(redemption(one_code), "photos")), "invalid_grant");
  EXPECT_EQ(outcome(redeem(one_code)), "200");
}

TEST_F(CodeAttacks, B20_TheSecondUseEndsWhatTheFirstGaveAndNothingElse) {
  const auto other_login = sign_in(browser);
  const auto one_code = new_code();
  const auto tokens = redeem(one_code);
  EXPECT_EQ(outcome(redeem(one_code)), "invalid_grant");
  EXPECT_EQ(outcome(refresh(tokens)), "invalid_grant");
  EXPECT_EQ(running.ask(get("/oauth2/userinfo", tokens.text("access_token"))).status, 401);
  EXPECT_EQ(outcome(refresh(other_login)), "200");
  EXPECT_EQ(silently(browser), "");
}

TEST_F(CodeAttacks, B20_AnotherClientsSecondUseEndsNothing) {
  const auto one_code = new_code();
  const auto tokens = redeem(one_code);
  EXPECT_EQ(outcome(ask_for_tokens(redemption(one_code), "photos")), "invalid_grant");
  EXPECT_EQ(outcome(refresh(tokens)), "200");
}

TEST_F(CodeAttacks, B21_AnExpiredCodeIsWorthNothing) {
  const auto one_code = new_code();
  static constexpr sql::Statement expire_all("UPDATE authorization_codes SET expires_at = 1");
  running.authority().database->execute(expire_all, {});
  EXPECT_EQ(outcome(redeem(one_code)), "invalid_grant");
}

TEST_F(CodeAttacks, B22_TheRedirectUriIsRepeatedAsItWas) {
  for (const auto* wrong :
       {"redirect_uri=https://mail.example/cb/", "redirect_uri=https://photos.example/cb",
        "redirect_uri=https://MAIL.example/cb", "redirect_uri=", "x=y"}) {
    SCOPED_TRACE(wrong);
    const auto one_code = new_code();
    EXPECT_EQ(redeemed_with(one_code, right_verifier + '&' + wrong), "invalid_grant");
    EXPECT_EQ(outcome(redeem(one_code)), "200") << "and nothing was burnt";
  }
}

TEST_F(CodeAttacks, B23_B25_WhoCannotAnswerTheChallengeBurnsTheCode) {
  const auto with = [](std::string text) { return "code_verifier=" + std::move(text); };
  for (const auto& wrong :
       {std::string("x=y"), with(""), with(std::string(42, 'v')), with(std::string(43, 'v')),
        with(std::string(128, 'v')), with(std::string(129, 'v')), with(std::string(verifier) + 'x'),
        with("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")}) {
    SCOPED_TRACE(wrong);
    const auto one_code = new_code();
    EXPECT_EQ(redeemed_with(one_code, right_uri + '&' + wrong), "invalid_grant");
    EXPECT_EQ(outcome(redeem(one_code)), "invalid_grant");
  }
}

TEST_F(CodeAttacks, B24_AVerifierWithoutAChallengeIsADowngrade) {
  auto trusting = mail();
  trusting.require_pkce = false;
  ASSERT_TRUE(running.authority().manage_clients.update(trusting, {}));
  const auto without_challenge = [&] {
    const auto whole = request("mail");
    return browser.walk(browser.visit(whole.substr(0, whole.find("&code_challenge="))))
        .parameter("code");
  };
  EXPECT_EQ(redeemed_with(without_challenge(), right_uri + '&' + right_verifier), "invalid_grant");
  EXPECT_EQ(redeemed_with(without_challenge(), right_uri), "200");
}

TEST_F(CodeAttacks, B34_WhatIsNoCodeIsRefused) {
  for (const auto* text : {"x", "%27%20OR%201=1--", "%00", ""}) {
    SCOPED_TRACE(text);
    const auto answer = redeem(text);
    EXPECT_EQ(answer.status, 400);
    const auto error = answer.text("error");
    EXPECT_TRUE(error == "invalid_grant" || error == "invalid_request") << error;
  }
}

struct Ending {
  const char* what;
  std::function<void(Authority&, const User& ada, const Client& mail)> end;
};

void PrintTo(const Ending& ending, std::ostream* out) { *out << ending.what; }

class CodeEndsWith : public CodeAttacks, public testing::WithParamInterface<Ending> {};

TEST_P(CodeEndsWith, WhatItWasGivenFor) {
  const auto one_code = new_code();
  ASSERT_FALSE(one_code.empty());
  GetParam().end(running.authority(), ada(), mail());
  const auto answer = redeem(one_code);
  EXPECT_NE(answer.status, 200);
  EXPECT_TRUE(
      running.authority().manage_sessions.list({.user = ada().id}, {}, 9)->sessions.empty());
}

INSTANTIATE_TEST_SUITE_P(
    , CodeEndsWith,
    testing::Values(Ending{"the user disabled",
                           [](Authority& authority, User ada, const Client&) {
                             ada.disabled = true;
                             EXPECT_TRUE(authority.manage_users.update(ada, {}));
                           }},
                    Ending{"the password changed",
                           [](Authority& authority, const User& ada, const Client&) {
                             EXPECT_TRUE(authority.manage_users.set_password(
                                 ada.id, Secret("another one"), {}));
                           }},
                    Ending{"the logins of the user ended",
                           [](Authority& authority, const User& ada, const Client&) {
                             authority.manage_sessions.end_all({.user = ada.id}, {});
                           }},
                    Ending{"the logins at the client ended",
                           [](Authority& authority, const User&, const Client& mail) {
                             authority.manage_sessions.end_all({.client = mail.id}, {});
                           }},
                    Ending{"the client disabled",
                           [](Authority& authority, const User&, Client mail) {
                             mail.disabled = true;
                             EXPECT_TRUE(authority.manage_clients.update(mail, {}));
                           }},
                    Ending{"the client disabled and enabled again",
                           [](Authority& authority, const User&, Client mail) {
                             mail.disabled = true;
                             auto off = authority.manage_clients.update(mail, {});
                             ASSERT_TRUE(off);
                             off->disabled = false;
                             EXPECT_TRUE(authority.manage_clients.update(*off, {}));
                           }},
                    Ending{"a granted scope taken from the client",
                           [](Authority& authority, const User&, Client mail) {
                             mail.scopes = {"openid", "email"};
                             EXPECT_TRUE(authority.manage_clients.update(mail, {}));
                           }}));

TEST_F(CodeAttacks, ACodeEndsWithItsBrowserSession) {
  const auto one_code = new_code();
  const auto page = browser.visit("/oauth2/logout");
  ASSERT_EQ(page.form(), "/logout");
  EXPECT_EQ(browser.submit(page, "").status, 200);
  EXPECT_EQ(outcome(redeem(one_code)), "invalid_grant");
}

TEST_F(CodeAttacks, ACodeEndsWithTheConsent) {
  const auto one_code = code(browser, "photos");
  ASSERT_TRUE(running.authority().manage_consents.revoke(ada().id, ClientId("photos"), {}));
  EXPECT_EQ(outcome(redeem(one_code, "photos")), "invalid_grant");
}

TEST_F(CodeAttacks, B79_AnotherBrowserCannotGoOn) {
  const auto page = browser.visit(request("mail"));
  ASSERT_EQ(page.form(), "/login");
  Browser other(running);
  other.visit(request("mail"));
  const auto refused = other.submit(page, "username=ada&password=x");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.location, "");
}

TEST_F(CodeAttacks, B100_NoCodeCookieOrTokenReachesTheLog) {
  const auto one_code = new_code();
  const auto tokens = redeem(one_code);
  const auto log = running.take_log();
  EXPECT_NE(log.find("\"route\":\"/oauth2/authorize\""), std::string::npos);
  for (const auto& secret : {one_code, tokens.text("id_token"), tokens.text("access_token"),
                             tokens.text("refresh_token"), std::string(verifier)}) {
    ASSERT_FALSE(secret.empty());
    EXPECT_EQ(log.find(secret), std::string::npos);
  }
}

}  // namespace
}  // namespace chancery::test
