// The account page by its URLs. The use case is mocked, no socket is opened.

#include <gtest/gtest.h>

#include "tests/http/endpoints/page_mocks.hpp"

namespace chancery::http::test {
namespace {

using inbound::UserRefusal;
using trompeloeil::_;
using Reason = UserRefusal::Reason;

class OwnAccountPageTest : public PagesTest {
 protected:
  static inbound::AccountOverview ada() {
    User user{.id = UserId("1"), .email = "ada@example.org"};
    user.username = "ada";
    return {user, Instant(std::chrono::hours(24))};
  }
  static inbound::AccountFault refused(Reason reason) { return UserRefusal{reason, "why"}; }
  /// With what the page says of the browser and the session that it was shown to.
  static Request send(const std::string& path, const std::string& part, const std::string& body) {
    return post(path, "csrf=B.account+" + part + "&shown_to=B.shown+to+S&" + body);
  }
  static std::string location(const Reply& reply) {
    for (const auto& [name, value] : reply.headers) {
      if (name == "Location") return value;
    }
    return {};
  }
  static inbound::AccountLogins one_login(const std::string& name) {
    const UserSession login{.id = FamilyId("f1"),
                            .user = UserId("1"),
                            .client = ClientId("shop"),
                            .client_name = name,
                            .created_at = Instant(std::chrono::hours(24)),
                            .last_used_at = Instant(std::chrono::hours(48)),
                            .expires_at = Instant(std::chrono::hours(96)),
                            .login_address = {},
                            .last_used_from = {.address = "192.0.2.7", .user_agent = "<b>Fox</b>"}};
    return {ada(), {login}, 0};
  }
};

TEST_F(OwnAccountPageTest, WhoIsNotLoggedInIsSentToLogInFirst) {
  const inbound::AccountFault login =
      inbound::AuthorizationAnswer{inbound::GoToLogin{"I"}, Secret("N")};
  REQUIRE_CALL(account, show(_)).RETURN(std::unexpected(login));
  const auto reply = ask({.method = "GET", .path = "/account"});
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(location(reply), "https://login.example.com/login?interaction=I");
  EXPECT_EQ(cookies(reply).size(), 1U);
}

TEST_F(OwnAccountPageTest, ALoginToItLeadsBackToIt) {
  REQUIRE_CALL(sign_in, submit(_, _, _))
      .RETURN(inbound::SignedIn{.interaction = "I",
                                .session = Secret("S2"),
                                .lifetime = Lifetime(60),
                                .to_own_account = true});
  const auto reply = ask(post("/login", "csrf=B.login&interaction=I&username=ada&password=x"));
  EXPECT_EQ(location(reply), "https://login.example.com/account");
}

TEST_F(OwnAccountPageTest, ItsLoginPageNamesNoAppAndHasNothingToCancel) {
  ALLOW_CALL(sign_in, show(_, _))
      .RETURN(inbound::LoginPage{.client = {.id = "/account", .name = ""},
                                 .hints = {},
                                 .redirect_uri = "",
                                 .interaction = "I"});
  const auto reply = ask(get("/login", "interaction=I"));
  EXPECT_TRUE(has(reply, "to your account"));
  EXPECT_FALSE(has(reply, R"(name="cancel")"));
}

TEST_F(OwnAccountPageTest, EveryPartIsAPage) {
  ALLOW_CALL(account, show(_)).RETURN(ada());
  ALLOW_CALL(account, logins(_)).RETURN(one_login("Shop"));
  ALLOW_CALL(account, apps(_)).RETURN(inbound::AccountApps{ada(), {}});
  for (const auto* path :
       {"/account", "/account/password", "/account/sessions", "/account/apps", "/account/delete"}) {
    const auto reply = ask(get(path));
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_TRUE(has(reply, R"(aria-current="page")")) << path;
    EXPECT_TRUE(has(reply, R"(name="csrf" value="B.account )")) << path;
    EXPECT_FALSE(has(reply, "<script")) << path;
  }
}

TEST_F(OwnAccountPageTest, AnotherAddressIsOnlyOfferedWhereMailIsSent) {
  ALLOW_CALL(account, show(_)).RETURN(ada());
  EXPECT_TRUE(has(ask(get("/account")), R"(name="email")"));
  routes = routes_of(false);
  EXPECT_FALSE(has(ask(get("/account")), R"(name="email")"));
  FORBID_CALL(account, change(_, _, _));
  EXPECT_EQ(ask(send("/account", "profile", "do=email&email=x@example.org")).status, 400);
}

TEST_F(OwnAccountPageTest, B76_FormsOfOtherPagesAreRefused) {
  FORBID_CALL(account, change(_, _, _));
  FORBID_CALL(account, change_password(_, _, _));
  FORBID_CALL(account, end_others(_, _));
  FORBID_CALL(account, disconnect(_, _, _));
  FORBID_CALL(account, remove(_, _, _));
  for (const auto* path :
       {"/account", "/account/password", "/account/sessions", "/account/apps", "/account/delete"}) {
    for (const auto* csrf : {"", "csrf=B.login&", "csrf=other.account+profile&"}) {
      const auto body = csrf + std::string("shown_to=B.shown+to+S&do=end_others&id=1");
      EXPECT_EQ(ask(post(path, body)).status, 403) << path;
    }
  }
}

TEST_F(OwnAccountPageTest, B76_AFormThatWasShownToAnotherSessionDoesNothing) {
  FORBID_CALL(account, remove(_, _, _));
  const auto reply = ask(post("/account/delete",
                              "csrf=B.account+deletion&shown_to=B.shown+to+S0&"
                              "confirm=ada@example.org&current_password=x"));
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(location(reply), "https://login.example.com/account/delete");
}

TEST_F(OwnAccountPageTest, ANewUsernameIsSavedAndToldAfterwards) {
  REQUIRE_CALL(account, change(_, _, _))
      .WITH(is_our_browser(_1) && **_2.username == "countess" && !_2.email)
      .RETURN(inbound::AccountChanged{ada().user});
  const auto reply = ask(send("/account", "profile", "do=username&username=countess"));
  EXPECT_EQ(location(reply), "https://login.example.com/account?done=saved");
  ALLOW_CALL(account, show(_)).RETURN(ada());
  EXPECT_TRUE(has(ask(get("/account", "done=saved")), "Saved."));
  EXPECT_FALSE(has(ask(get("/account", "done=%3Cb%3E")), "role=\"status\""));
}

TEST_F(OwnAccountPageTest, WhatIsWrongIsSaidBesideItsField) {
  ALLOW_CALL(account, show(_)).RETURN(ada());
  REQUIRE_CALL(account, change_password(_, _, _))
      .RETURN(std::unexpected(refused(Reason::weak_password)));
  auto reply = ask(send("/account/password", "password", "current_password=x&new_password=y"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, R"(id="new-problem")"));
  EXPECT_FALSE(has(reply, R"(id="current-problem")"));
  REQUIRE_CALL(account, change_password(_, _, _))
      .RETURN(std::unexpected(refused(Reason::current_password_wrong)));
  reply = ask(send("/account/password", "password", "current_password=x&new_password=y"));
  EXPECT_TRUE(has(reply, R"(id="current-problem")"));
  EXPECT_EQ(reply.log.error, "wrong_password");
}

TEST_F(OwnAccountPageTest, B81_TooManyAttemptsAreToldToWait) {
  ALLOW_CALL(account, show(_)).RETURN(ada());
  const inbound::AccountFault wait =
      UserRefusal{Reason::too_many_attempts, "wait", std::chrono::seconds(7)};
  REQUIRE_CALL(account, change_password(_, _, _)).RETURN(std::unexpected(wait));
  const auto reply = ask(send("/account/password", "password", "current_password=x"));
  EXPECT_EQ(reply.status, 429);
}

TEST_F(OwnAccountPageTest, B77_ANewPasswordBringsANewSession) {
  REQUIRE_CALL(account, change_password(_, _, _))
      .WITH(_2.current.reveal() == "old" && _2.wanted.reveal() == "new one")
      .RETURN(inbound::RenewedSession{Secret("S2"), Lifetime(60)});
  const auto reply =
      ask(send("/account/password", "password", "current_password=old&new_password=new+one"));
  EXPECT_EQ(location(reply), "https://login.example.com/account/password?done=password_changed");
  ASSERT_EQ(cookies(reply).size(), 2U);
  EXPECT_NE(cookies(reply)[1].find("chancery-session=S2"), std::string::npos);
}

TEST_F(OwnAccountPageTest, B13_NamesAndDevicesAreTextAndNothingElse) {
  REQUIRE_CALL(account, logins(_)).RETURN(one_login(R"("><script>alert(1)</script>)"));
  const auto reply = ask(get("/account/sessions"));
  EXPECT_FALSE(has(reply, "<script>"));
  EXPECT_FALSE(has(reply, "<b>Fox"));
  EXPECT_TRUE(has(reply, "&lt;b&gt;Fox&lt;/b&gt; · 192.0.2.7"));
  EXPECT_TRUE(has(reply, "1970-01-03 00:00 UTC"));
}

TEST_F(OwnAccountPageTest, ALoginEndsByItsIdAndOneThatIsNotThereIsTold) {
  REQUIRE_CALL(account, end_login(_, FamilyId("f1"), _)).RETURN(true);
  EXPECT_EQ(location(ask(send("/account/sessions", "sessions", "id=f1"))),
            "https://login.example.com/account/sessions?done=login_ended");
  REQUIRE_CALL(account, end_login(_, FamilyId("f2"), _)).RETURN(false);
  ALLOW_CALL(account, logins(_)).RETURN(one_login("Shop"));
  EXPECT_TRUE(has(ask(send("/account/sessions", "sessions", "id=f2")), "That had ended already"));
}

TEST_F(OwnAccountPageTest, AnAppSaysWhatItWasAllowedAndIsDisconnected) {
  const inbound::ConnectedApp shop{.id = ClientId("shop"),
                                   .name = "Shop & Co",
                                   .scopes = *Scopes::parse("openid email"),
                                   .allowed_at = Instant(std::chrono::hours(24))};
  REQUIRE_CALL(account, apps(_)).RETURN(inbound::AccountApps{ada(), {shop}});
  const auto page = ask(get("/account/apps"));
  EXPECT_TRUE(has(page, "Shop &amp; Co"));
  EXPECT_TRUE(has(page, "See your email address"));
  REQUIRE_CALL(account, disconnect(_, ClientId("shop"), _)).RETURN(true);
  EXPECT_EQ(location(ask(send("/account/apps", "apps", "id=shop"))),
            "https://login.example.com/account/apps?done=disconnected");
}

TEST_F(OwnAccountPageTest, DeletionNeedsTheAddressTyped) {
  ALLOW_CALL(account, show(_)).RETURN(ada());
  {
    FORBID_CALL(account, remove(_, _, _));
    for (const auto* typed : {"", "yes", "bob%40example.org"}) {
      const auto body = "current_password=x&confirm=" + std::string(typed);
      EXPECT_TRUE(has(ask(send("/account/delete", "deletion", body)), R"(id="confirm-problem")"));
    }
  }
  REQUIRE_CALL(account, remove(_, _, _))
      .WITH(_2.reveal() == "x")
      .RETURN(std::expected<void, inbound::AccountFault>());
  const auto gone =
      ask(send("/account/delete", "deletion", "current_password=x&confirm=Ada%40example.org"));
  EXPECT_EQ(gone.status, 200);
  EXPECT_TRUE(has(gone, "The account is deleted"));
  ASSERT_EQ(cookies(gone).size(), 1U);
  EXPECT_NE(cookies(gone)[0].find("Max-Age=0"), std::string::npos);
}

}  // namespace
}  // namespace chancery::http::test
