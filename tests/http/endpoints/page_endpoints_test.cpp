// What people see: /oauth2/authorize, /login, /consent, /oauth2/logout, /logout. The use cases are
// mocked, no socket is opened.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/http/endpoints/page_mocks.hpp"

namespace chancery::http::test {
namespace {

using inbound::AuthorizationAnswer;
using inbound::PageFault;
using trompeloeil::_;

const inbound::ClientProfile notes{.id = "notes", .name = "Notes"};

AuthorizationAnswer respond(ResponseMode mode, Parameters parameters) {
  return {inbound::Respond{{"https://notes.example/cb", mode, std::move(parameters)}, notes}};
}

TEST_F(PagesTest, AuthorizeTakesTheParametersOfQueryAndBodyAsTheyCame) {
  const Parameters all{{"client_id", "notes"}, {"state", "a b"}, {"state", "c"}, {"x", ""}};
  REQUIRE_CALL(authorize, begin(_, _, _))
      .WITH(_1 == all)
      .WITH(is_our_browser(_2))
      .RETURN(AuthorizationAnswer{inbound::GoToLogin{"I"}});
  auto request = post("/oauth2/authorize", "state=c&x=");
  request.query = "client_id=notes&state=a+b";
  const auto reply = ask(request);
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(header(reply, "Location"), "https://login.example.com/login?interaction=I");
}

TEST_F(PagesTest, AuthorizeRefusesWhatCannotBeRead) {
  FORBID_CALL(authorize, begin(_, _, _));
  for (const auto* query : {"client_id=%zz", "state=%00", "state=%ff", "=x"}) {
    const auto reply = ask(get("/oauth2/authorize", query));
    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_EQ(header(reply, "Location"), "(absent)") << query;
  }
  auto json = get("/oauth2/authorize");
  json.method = "POST";
  json.headers.add("Content-Type", "application/json");
  EXPECT_EQ(ask(json).status, 400);
}

TEST_F(PagesTest, B1_B2_B5_WhatMustNotRedirectShowsAPage) {
  for (const auto fault :
       {PageFault::unknown_client, PageFault::redirect_uri_missing,
        PageFault::redirect_uri_repeated, PageFault::redirect_uri_not_registered}) {
    REQUIRE_CALL(authorize, begin(_, _, _)).RETURN(AuthorizationAnswer{inbound::ShowError{fault}});
    const auto reply =
        ask(get("/oauth2/authorize", "redirect_uri=https://evil.example/&ui_locales=de"));
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(header(reply, "Location"), "(absent)");
    EXPECT_TRUE(has(reply, R"(<html lang="de")"));
    EXPECT_FALSE(has(reply, "evil.example"));
  }
}

TEST_F(PagesTest, AnAnswerGoesBackByQueryOrByForm) {
  {
    REQUIRE_CALL(authorize, begin(_, _, _))
        .RETURN(respond(ResponseMode::query, {{"code", "C"}, {"state", "a&b"}}));
    const auto reply = ask(get("/oauth2/authorize", "x=y"));
    EXPECT_EQ(reply.status, 303);
    EXPECT_EQ(header(reply, "Location"), "https://notes.example/cb?code=C&state=a%26b");
    EXPECT_EQ(reply.cache_control, "no-store");
  }
  REQUIRE_CALL(authorize, begin(_, _, _))
      .RETURN(respond(ResponseMode::form_post, {{"code", "C"}, {"state", "a&b"}}));
  const auto reply = ask(get("/oauth2/authorize", "x=y"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(header(reply, "Location"), "(absent)");
  EXPECT_TRUE(has(reply, R"(action="https://notes.example/cb")"));
  EXPECT_TRUE(has(reply, R"(name="state" value="a&amp;b")"));
}

TEST_F(PagesTest, ANewPreSessionIsSetWithTheStep) {
  REQUIRE_CALL(authorize, begin(_, _, _))
      .RETURN(AuthorizationAnswer{inbound::GoToLogin{"I"}, Secret("fresh")});
  EXPECT_EQ(cookies(ask(get("/oauth2/authorize"))),
            std::vector<std::string>{
                "__Host-chancery-browser=fresh; Path=/; HttpOnly; SameSite=Lax; Secure"});
}

TEST_F(PagesTest, B79_AnInteractionOfAnotherBrowserIsAPageAndNothingElse) {
  REQUIRE_CALL(sign_in, show("I", _)).RETURN(std::unexpected(PageFault::interaction_lost));
  REQUIRE_CALL(authorize, proceed("I", _, _))
      .RETURN(AuthorizationAnswer{inbound::ShowError{PageFault::interaction_lost}});
  for (const auto* path : {"/login", "/consent"}) {
    const auto reply = ask(get(path, "interaction=I"));
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(header(reply, "Location"), "(absent)");
    EXPECT_TRUE(has(reply, "Please start again"));
  }
}

TEST_F(PagesTest, B76_AFormOfAnotherPageOrBrowserIsRefused) {
  FORBID_CALL(sign_in, submit(_, _, _));
  FORBID_CALL(sign_in, cancel(_, _));
  FORBID_CALL(consent, allow(_, _, _));
  FORBID_CALL(consent, deny(_, _));
  FORBID_CALL(log_out, confirm(_, _, _));
  const std::pair<const char*, const char*> pages[]{
      {"/login", "login"}, {"/consent", "consent"}, {"/logout", "logout"}};
  for (const auto& [path, name] : pages) {
    const auto genuine = "csrf=B." + std::string(name) + "&interaction=I&allow=1&password=p";
    for (const auto* body :
         {"interaction=I&allow=1", "csrf=", "csrf=A.login&allow=1", "csrf=B.other&cancel=1"}) {
      EXPECT_EQ(ask(post(path, body)).status, 403) << path << ' ' << body;
    }
    auto foreign = post(path, genuine);
    foreign.headers = {};
    foreign.headers.add("Content-Type", "application/x-www-form-urlencoded");
    foreign.headers.add("Cookie", "__Host-chancery-browser=B");
    foreign.headers.add("Origin", "https://evil.example");
    EXPECT_EQ(ask(foreign).status, 403) << path;
    auto cookieless = post(path, genuine);
    cookieless.headers = {};
    cookieless.headers.add("Content-Type", "application/x-www-form-urlencoded");
    EXPECT_EQ(ask(cookieless).status, 403) << path;
    EXPECT_EQ(ask(post(path, genuine + "&csrf=B." + name)).status, 400) << path;
  }
}

TEST_F(PagesTest, TheConsentPageAsksForWhatIsAsked) {
  REQUIRE_CALL(authorize, proceed("I", _, _))
      .RETURN(AuthorizationAnswer{inbound::ShowConsent{{.client = notes,
                                                        .hints = {.languages = {"fr"}},
                                                        .user_name = "ada@example.com",
                                                        .scopes = {"openid", "email"},
                                                        .claims = {"birthdate"},
                                                        .redirect_uri = "https://notes.example/cb",
                                                        .interaction = "I"}}});
  const auto reply = ask(get("/consent", "interaction=I"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, "Voir votre adresse e-mail"));
  EXPECT_TRUE(has(reply, "Voir votre date de naissance"));
  EXPECT_TRUE(has(reply, "ada@example.com"));
  EXPECT_TRUE(has(reply, R"(name="csrf" value="B.consent")"));
}

TEST_F(PagesTest, TheConsentPageListsScopesAsAReaderWantsThem) {
  REQUIRE_CALL(authorize, proceed("I", _, _))
      .RETURN(AuthorizationAnswer{inbound::ShowConsent{
          {.client = notes,
           .user_name = "ada@example.com",
           .scopes = {"address", "email", "offline_access", "openid", "orders", "phone", "profile"},
           .redirect_uri = "https://notes.example/cb",
           .interaction = "I"}}});
  const auto reply = ask(get("/consent", "interaction=I"));
  auto found = reply.body.find("See your profile");
  for (const auto* later : {"email address", "phone number", "postal address", "orders",
                            "Keep this access while you are not using it"}) {
    const auto next = reply.body.find(later);
    EXPECT_NE(next, std::string::npos) << later;
    EXPECT_LT(found, next) << later;
    found = next;
  }
}

TEST_F(PagesTest, ConsentIsGivenByTheButtonThatSaysSo) {
  {
    REQUIRE_CALL(consent, allow("I", _, _)).RETURN(respond(ResponseMode::query, {{"code", "C"}}));
    EXPECT_EQ(
        header(ask(post("/consent", "csrf=B.consent&interaction=I&shown_to=B.shown+to+S&allow=1")),
               "Location"),
        "https://notes.example/cb?code=C");
  }
  FORBID_CALL(consent, allow(_, _, _));
  for (const auto* button : {"&cancel=1", "", "&allow=", "&allow=1&cancel=1"}) {
    REQUIRE_CALL(consent, deny("I", _))
        .RETURN(respond(ResponseMode::query, {{"error", "access_denied"}}).step);
    const auto reply = ask(post(
        "/consent", "csrf=B.consent&interaction=I&shown_to=B.shown+to+S" + std::string(button)));
    EXPECT_EQ(reply.status, 303) << button;
  }
}

TEST_F(PagesTest, AYesOfOneUserIsNotAnothers) {
  FORBID_CALL(consent, allow(_, _, _));
  for (const auto* shown_to :
       {"", "&shown_to=", "&shown_to=B.shown+to+S1", "&shown_to=A.shown+to+S"}) {
    REQUIRE_CALL(authorize, proceed("I", _, _))
        .WITH(is_our_browser(_2))
        .RETURN(
            AuthorizationAnswer{inbound::ShowConsent{{.client = notes,
                                                      .user_name = "bob@example.com",
                                                      .redirect_uri = "https://notes.example/cb",
                                                      .interaction = "I"}}});
    const auto reply =
        ask(post("/consent", "csrf=B.consent&interaction=I&allow=1" + std::string(shown_to)));
    EXPECT_TRUE(has(reply, "bob@example.com")) << shown_to;
    EXPECT_TRUE(has(reply, R"(name="shown_to" value="B.shown to S")"));
  }
}

TEST_F(PagesTest, LogoutAsksWithTheRequestInTheForm) {
  const Parameters parameters{{"state", "s"},
                              {"csrf", "theirs"},
                              {"cancel", "1"},
                              {"post_logout_redirect_uri", "https://notes.example/bye"}};
  REQUIRE_CALL(log_out, begin(_, _, _)).RETURN(inbound::AskLogout{notes, {}, parameters});
  auto request = get("/oauth2/logout", "state=s");
  request.headers = {};
  const auto reply = ask(request);
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, R"(action="https://login.example.com/logout")"));
  EXPECT_TRUE(has(reply, R"(name="state" value="s")"));
  EXPECT_TRUE(has(reply, R"(name="csrf" value="new-browser.logout")"));
  EXPECT_FALSE(has(reply, "theirs"));
  EXPECT_EQ(cookies(reply).size(), 1U);
  EXPECT_NE(header(reply, "Content-Security-Policy").find("form-action 'self' https:;"),
            std::string::npos);
}

TEST_F(PagesTest, ALogoutParameterTwiceChangesNothing) {
  FORBID_CALL(log_out, begin(_, _, _));
  EXPECT_EQ(ask(get("/oauth2/logout", "state=a&state=a")).status, 400);
  auto both = post("/oauth2/logout", "state=b");
  both.query = "state=a";
  EXPECT_EQ(ask(both).status, 400);
}

TEST_F(PagesTest, LogoutOfNobodyKnownNamesNoPlaceToGo) {
  REQUIRE_CALL(log_out, begin(_, _, _))
      .RETURN(inbound::AskLogout{{}, {}, {{"post_logout_redirect_uri", "https://evil.example/"}}});
  const auto reply = ask(get("/oauth2/logout"));
  EXPECT_NE(header(reply, "Content-Security-Policy").find("form-action 'self'; base-uri"),
            std::string::npos);
  EXPECT_TRUE(cookies(reply).empty());
}

TEST_F(PagesTest, AConfirmedLogoutTakesTheCookieAwayAndGoesBack) {
  constexpr auto gone =
      "__Host-chancery-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0";
  {
    REQUIRE_CALL(log_out, confirm(_, _, _))
        .WITH(_1 == Parameters({{"state", "s"}}))
        .RETURN(inbound::LoggedOut{"https://notes.example/bye?state=s", {}});
    const auto reply = ask(post("/logout", "csrf=B.logout&state=s"));
    EXPECT_EQ(reply.status, 303);
    EXPECT_EQ(header(reply, "Location"), "https://notes.example/bye?state=s");
    EXPECT_EQ(cookies(reply), std::vector<std::string>{gone});
  }
  REQUIRE_CALL(log_out, begin(_, _, _)).RETURN(inbound::LoggedOut{});
  const auto reply = ask(get("/oauth2/logout"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, "You are signed out"));
  EXPECT_EQ(cookies(reply), std::vector<std::string>{gone});
}

TEST_F(PagesTest, LogoutSaysWhoIsSignedInAndLeadsBackToTheApp) {
  {
    REQUIRE_CALL(log_out, begin(_, _, _))
        .RETURN(inbound::AskLogout{.client = notes, .user_name = "ada@example.com"});
    EXPECT_TRUE(has(ask(get("/oauth2/logout")), "ada@example.com"));
  }
  auto with_home = notes;
  with_home.home_uri = "https://notes.example/home";
  REQUIRE_CALL(log_out, begin(_, _, _)).RETURN(inbound::LoggedOut{.client = with_home});
  EXPECT_TRUE(has(ask(get("/oauth2/logout")), R"(href="https://notes.example/home")"));
}

TEST_F(PagesTest, B76_B91_AFormOfAnotherSiteChangesNothingAndComesOnceMoreByGet) {
  FORBID_CALL(authorize, begin(_, _, _));
  FORBID_CALL(log_out, begin(_, _, _));
  for (const auto* path : {"/oauth2/authorize", "/oauth2/logout"}) {
    auto request = post(path, "client_id=notes&state=a%26b");
    request.headers = {};  // the cookies are SameSite=Lax
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    const auto reply = ask(request);
    EXPECT_EQ(reply.status, 303);
    EXPECT_EQ(header(reply, "Location"),
              std::string("https://login.example.com") + path + "?client_id=notes&state=a%26b");
    EXPECT_TRUE(cookies(reply).empty());
  }
}

TEST_F(PagesTest, AFormOfAnotherSiteThatFitsNoUrlIsAnsweredAsItCame) {
  REQUIRE_CALL(authorize, begin(_, _, _)).RETURN(AuthorizationAnswer{inbound::GoToLogin{"I"}});
  REQUIRE_CALL(log_out, begin(_, _, _)).RETURN(inbound::LoggedOut{});
  for (const auto* path : {"/oauth2/authorize", "/oauth2/logout"}) {
    auto request = post(path, "state=" + std::string(8000, 's'));
    request.headers = {};
    request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    const auto reply = ask(request);
    EXPECT_EQ(header(reply, "Location").find("sss"), std::string::npos);
    EXPECT_TRUE(cookies(reply).empty());
  }
}

TEST_F(PagesTest, WhoStaysSignedInKeepsTheCookie) {
  FORBID_CALL(log_out, confirm(_, _, _));
  const auto reply = ask(post("/logout", "csrf=B.logout&cancel=1&ui_locales=de"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, "Sie sind weiterhin angemeldet"));
  EXPECT_TRUE(cookies(reply).empty());
}

TEST_F(PagesTest, WhereThereIsNoAnswerPeopleGetAPageTooInTheirLanguage) {
  auto request = get("/oauth2/authorize");
  request.headers.add("Accept-Language", "de");
  for (const auto& route : routes) {
    ASSERT_TRUE(route.apology) << route.path;
    const auto reply = route.apology(request);
    EXPECT_EQ(reply.content_type, "text/html; charset=utf-8");
    EXPECT_TRUE(has(reply, R"(<html lang="de")"));
  }
}

TEST_F(PagesTest, B17_NoPageIsOpenToOtherOrigins) {
  EXPECT_EQ(routes.size(), 16U);
  for (const auto& route : routes) EXPECT_EQ(route.cors, Cors::none) << route.path;
}

}  // namespace
}  // namespace chancery::http::test
