// /login: what it shows, and what its form comes to. The use case is mocked, no socket is opened.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/http/endpoints/page_mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;

const inbound::ClientProfile notes{.id = "notes", .name = "Notes"};

inbound::LoginPage login_page(bool refused = false) {
  return {.client = notes,
          .hints = {},
          .login_name = "ada",
          .refused = refused,
          .redirect_uri = "https://notes.example/cb",
          .interaction = "I"};
}

TEST_F(PagesTest, TheLoginPageCarriesTheInteractionAndATokenOfThisBrowser) {
  REQUIRE_CALL(sign_in, show("I", _)).WITH(is_our_browser(_2)).RETURN(login_page());
  const auto reply = ask(get("/login", "interaction=I"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, R"(action="https://login.example.com/login")"));
  EXPECT_TRUE(has(reply, R"(name="interaction" value="I")"));
  EXPECT_TRUE(has(reply, R"(name="csrf" value="B.login")"));
  EXPECT_TRUE(has(reply, R"(value="ada")"));
  EXPECT_NE(header(reply, "Content-Security-Policy").find("form-action 'self' https:;"),
            std::string::npos);
}

TEST_F(PagesTest, B15_B77_ALoginSetsANewSessionIdAndGoesOnByGet) {
  REQUIRE_CALL(sign_in, submit(_, _, _))
      .WITH(_1.interaction == "I" && _1.login_name == "ada" && _1.password.reveal() == "p w")
      .WITH(is_our_browser(_2))
      .RETURN(inbound::SignedIn{"I2", Secret("S2"), Lifetime(3600)});
  const auto reply = ask(post("/login", "csrf=B.login&interaction=I&username=ada&password=p+w"));
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(header(reply, "Location"), "https://login.example.com/consent?interaction=I2");
  EXPECT_EQ(cookies(reply),
            (std::vector<std::string>{"__Host-chancery-browser=B; Path=/; HttpOnly; SameSite=Lax; "
                                      "Secure; Max-Age=3600",
                                      "__Host-chancery-session=S2; Path=/; HttpOnly; SameSite=Lax; "
                                      "Secure; Max-Age=3600"}));
}

TEST_F(PagesTest, AWrongPasswordShowsThePageAgainWithoutIt) {
  REQUIRE_CALL(sign_in, submit(_, _, _)).RETURN(login_page(true));
  const auto reply =
      ask(post("/login", "csrf=B.login&interaction=I&username=ada&password=hunter2"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, "role=\"alert\""));
  EXPECT_FALSE(has(reply, "hunter2"));
  EXPECT_TRUE(cookies(reply).empty());
}

TEST_F(PagesTest, B81_AfterTooManyAttemptsThePageAsksToWait) {
  auto page = login_page(true);
  page.retry_after = Lifetime(128);
  REQUIRE_CALL(sign_in, submit(_, _, _)).RETURN(inbound::SignInOutcome(page));
  const auto reply = ask(post("/login", "csrf=B.login&interaction=I&username=ada&password=wrong"));
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(header(reply, "Retry-After"), "128");
  EXPECT_TRUE(has(reply, "too many attempts"));
  EXPECT_EQ(reply.log.error, "too_many_attempts");
}

TEST_F(PagesTest, B78_B81_ANewDeviceKeepsItsCookieForAsLongAsBrowsersDo) {
  REQUIRE_CALL(sign_in, submit(_, _, _))
      .RETURN(inbound::SignInOutcome(inbound::SignedIn{.interaction = "I2",
                                                       .session = Secret("s2"),
                                                       .lifetime = Lifetime(60),
                                                       .new_device = Secret("d1")}));
  const auto set =
      cookies(ask(post("/login", "csrf=B.login&interaction=I&username=ada&password=x")));
  ASSERT_EQ(set.size(), 3U);
  EXPECT_EQ(set[2],
            "__Host-chancery-device=d1; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=34560000");
}

TEST_F(PagesTest, TheDeviceIsTheOneOfItsCookie) {
  REQUIRE_CALL(sign_in, submit(_, _, _))
      .WITH(_2.device && _2.device->reveal() == "d1")
      .RETURN(inbound::SignInOutcome(login_page(true)));
  auto request = post("/login", "csrf=B.login&interaction=I&username=ada&password=x");
  const auto sent = std::string(request.headers.get("Cookie").value_or(""));
  Headers headers;
  for (const auto& [name, value] : request.headers.fields()) {
    headers.add(name, name == "Cookie" ? value + "; __Host-chancery-device=d1" : value);
  }
  request.headers = headers;
  EXPECT_EQ(ask(request).status, 200) << sent;
}

TEST_F(PagesTest, B12_CancelProvesNothingAndHashesNothing) {
  FORBID_CALL(sign_in, submit(_, _, _));
  REQUIRE_CALL(sign_in, cancel("I", _))
      .RETURN(inbound::Respond{
          {"https://notes.example/cb", ResponseMode::query, {{"error", "access_denied"}}}, notes});
  const auto request =
      post("/login", "csrf=B.login&interaction=I&username=ada&password=p&cancel=1");
  const auto reply = ask(request);
  EXPECT_EQ(header(reply, "Location"), "https://notes.example/cb?error=access_denied");
  EXPECT_TRUE(cookies(reply).empty());
}

TEST_F(PagesTest, OnlyAPasswordWaitsForTheHashingLane) {
  const auto login = std::ranges::find(routes, "/login", &Route::path);
  ASSERT_NE(login, routes.end());
  EXPECT_EQ(login->lane(get("/login")), Lane::general);
  EXPECT_EQ(login->lane(post("/login", "username=a&password=b")), Lane::hashing);
  EXPECT_EQ(login->lane(post("/login", "username=a&cancel=1")), Lane::general);
  EXPECT_EQ(login->lane(post("/login", "a=%")), Lane::general);
}

}  // namespace
}  // namespace chancery::http::test
