// The pages that the links in mails lead to, and those that ask for a mail. The use cases are
// mocked, no socket is opened.

#include <gtest/gtest.h>

#include "tests/http/endpoints/page_mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;
using Reason = inbound::UserRefusal::Reason;
using enum TicketPurpose;

class AccountPagesTest : public PagesTest {
 protected:
  static std::unexpected<inbound::UserRefusal> refused(Reason reason) {
    return std::unexpected(inbound::UserRefusal{reason, "why"});
  }
  static Request by_link(std::string path) { return get(std::move(path), "token=T"); }
  static Request first_visit(std::string path, std::string query) {
    return {.method = "GET", .path = std::move(path), .query = std::move(query)};
  }
};

TEST_F(AccountPagesTest, TheLoginPageLeadsToItWhereMailIsSent) {
  ALLOW_CALL(sign_in, show(_, _))
      .RETURN(inbound::LoginPage{.client = {.id = "notes", .name = "Notes"},
                                 .hints = {},
                                 .redirect_uri = "https://notes.example/cb",
                                 .interaction = "I"});
  constexpr const char* link = R"(href="https://login.example.com/forgot-password")";
  EXPECT_TRUE(has(ask(get("/login", "interaction=I")), link));
  routes = routes_of(false);
  EXPECT_FALSE(has(ask(get("/login", "interaction=I")), link));
}

TEST_F(AccountPagesTest, WhoHasToConfirmTheAddressFirstIsToldHow) {
  REQUIRE_CALL(sign_in, submit(_, _, _))
      .RETURN(inbound::LoginPage{.client = {.id = "notes", .name = "Notes"},
                                 .hints = {},
                                 .unverified = true,
                                 .redirect_uri = "https://notes.example/cb",
                                 .interaction = "I"});
  const auto reply = ask(post("/login", "csrf=B.login&interaction=I&username=ada&password=secret"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, R"(href="https://login.example.com/verify")"));
  EXPECT_TRUE(has(reply, "confirm your email address"));
  EXPECT_EQ(reply.log.error, "email_not_verified");
}

TEST_F(AccountPagesTest, B80_AForgottenPasswordHasOneAnswer) {
  const auto page = ask(first_visit("/forgot-password", ""));
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(has(page, R"(value="new-browser.forgot_password")"));
  EXPECT_EQ(cookies(page).size(), 1U);

  REQUIRE_CALL(mails, forgot_password("ada@example.org", _)).RETURN(MockAccountMail::Done{});
  const auto reply =
      ask(post("/forgot-password", "csrf=B.forgot_password&email=ada%40example.org"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, "If there is an account with this address"));
  EXPECT_FALSE(has(reply, "ada@example.org"));
}

TEST_F(AccountPagesTest, MailsThatPeopleAskForCountAndLinksThatTheyFollowDoNot) {
  for (const auto& route : routes) {
    const bool asks = route.path == "/forgot-password" || route.path == "/verify";
    EXPECT_EQ(route.limit == registration_limit, asks) << route.path;
  }
  ALLOW_CALL(mails, verify_email(_, _)).RETURN(MockAccountMail::Done{});
  EXPECT_TRUE(ask(post("/verify", "csrf=B.request_verify&email=ada%40example.org")).is_counted);
  ALLOW_CALL(tickets, verify(_, _)).RETURN(MockTickets::Done{});
  EXPECT_FALSE(ask(post("/verify", "csrf=B.verify&token=T")).is_counted);
}

TEST_F(AccountPagesTest, WhatIsNoAddressIsAskedForAgain) {
  REQUIRE_CALL(mails, forgot_password("x", _)).RETURN(refused(Reason::invalid_email));
  const auto reply = ask(post("/forgot-password", "csrf=B.forgot_password&email=x"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, R"(value="x")"));
  EXPECT_TRUE(has(reply, R"(role="alert")"));
  REQUIRE_CALL(mails, forgot_password(_, _)).RETURN(refused(Reason::no_mail));
  EXPECT_EQ(ask(post("/forgot-password", "csrf=B.forgot_password&email=x")).status, 501);
}

TEST_F(AccountPagesTest, B76_FormsOfOtherPagesAreRefused) {
  FORBID_CALL(mails, forgot_password(_, _));
  FORBID_CALL(tickets, verify(_, _));
  FORBID_CALL(tickets, reset_password(_, _, _));
  FORBID_CALL(registration, register_user(_, _));
  for (const auto* path : {"/forgot-password", "/verify", "/reset-password", "/invite"}) {
    for (const auto* csrf : {"", "csrf=B.login&", "csrf=other.forgot_password&"}) {
      EXPECT_EQ(ask(post(path, csrf + std::string("token=T&password=x"))).status, 403) << path;
    }
  }
}

TEST_F(AccountPagesTest, OpeningALinkChangesNothing) {
  FORBID_CALL(tickets, verify(_, _));
  FORBID_CALL(tickets, reset_password(_, _, _));
  const struct {
    const char* path;
    TicketPurpose purpose;
    const char* form;
  } cases[] = {{"/verify", verify_email, "B.verify"},
               {"/verify", change_email, "B.verify"},
               {"/reset-password", reset_password, "B.reset_password"},
               {"/invite", invite, "B.invite"}};
  for (const auto& c : cases) {
    REQUIRE_CALL(tickets, preview(_))
        .WITH(_1.reveal() == "T")
        .RETURN(inbound::TicketPreview{c.purpose, "ada@example.org"});
    const auto reply = ask(by_link(c.path));
    EXPECT_EQ(reply.status, 200) << c.path;
    EXPECT_TRUE(has(reply, "ada@example.org")) << c.path;
    EXPECT_TRUE(has(reply, R"(name="token" value="T")")) << c.path;
    EXPECT_TRUE(has(reply, std::string(R"(name="csrf" value=")") + c.form + '"')) << c.path;
  }
}

TEST_F(AccountPagesTest, B83_ALinkThatDoesNotCountOrIsOfAnotherPageIs400) {
  const struct {
    const char* path;
    std::optional<inbound::TicketPreview> preview;
  } cases[] = {{"/verify", std::nullopt},
               {"/reset-password", std::nullopt},
               {"/invite", std::nullopt},
               {"/verify", inbound::TicketPreview{reset_password, "a@x.org"}},
               {"/reset-password", inbound::TicketPreview{verify_email, "a@x.org"}},
               {"/invite", inbound::TicketPreview{reset_password, "a@x.org"}}};
  for (const auto& c : cases) {
    REQUIRE_CALL(tickets, preview(_)).RETURN(c.preview);
    const auto reply = ask(by_link(c.path));
    EXPECT_EQ(reply.status, 400) << c.path;
    EXPECT_EQ(reply.log.error, "invalid_link") << c.path;
    EXPECT_FALSE(has(reply, "a@x.org")) << c.path;
  }
}

TEST_F(AccountPagesTest, VerifyWithoutATicketAsksWhereToSendOne) {
  EXPECT_TRUE(has(ask(get("/verify")), R"(value="B.request_verify")"));
  REQUIRE_CALL(mails, verify_email("ada@example.org", _)).RETURN(MockAccountMail::Done{});
  EXPECT_TRUE(has(ask(post("/verify", "csrf=B.request_verify&email=ada%40example.org")),
                  "Look into your mailbox"));
}

TEST_F(AccountPagesTest, AnAddressIsConfirmedByTheButton) {
  const auto press = [&] { return ask(post("/verify", "csrf=B.verify&token=T")); };
  {
    REQUIRE_CALL(tickets, verify(_, _)).WITH(_1.reveal() == "T").RETURN(MockTickets::Done{});
    EXPECT_EQ(press().status, 200);
  }
  {
    REQUIRE_CALL(tickets, verify(_, _)).RETURN(refused(Reason::invalid_link));
    const auto reply = press();
    EXPECT_EQ(reply.status, 400);
    EXPECT_TRUE(has(reply, R"(href="https://login.example.com/verify")"));
  }
  REQUIRE_CALL(tickets, verify(_, _)).RETURN(refused(Reason::email_taken));
  EXPECT_EQ(press().status, 409);
}

TEST_F(AccountPagesTest, ANewPasswordIsSetByWhoCameByTheLink) {
  const auto send = [&] {
    return ask(post("/reset-password", "csrf=B.reset_password&token=T&password=battery+staple"));
  };
  {
    REQUIRE_CALL(tickets, reset_password(_, _, _))
        .WITH(_1.reveal() == "T" && _2.reveal() == "battery staple")
        .RETURN(MockTickets::Done{});
    const auto reply = send();
    EXPECT_EQ(reply.status, 200);
    EXPECT_TRUE(cookies(reply).empty()) << "and is not signed in by it";
  }
  {
    REQUIRE_CALL(tickets, reset_password(_, _, _)).RETURN(refused(Reason::weak_password));
    REQUIRE_CALL(tickets, preview(_)).RETURN(inbound::TicketPreview{reset_password, "a@x.org"});
    const auto reply = send();
    EXPECT_EQ(reply.status, 200);
    EXPECT_TRUE(has(reply, R"(role="alert")"));
    EXPECT_TRUE(has(reply, R"(name="token" value="T")"));
    EXPECT_FALSE(has(reply, "battery"));
  }
  REQUIRE_CALL(tickets, reset_password(_, _, _)).RETURN(refused(Reason::invalid_link));
  const auto reply = send();
  EXPECT_EQ(reply.status, 400);
  EXPECT_TRUE(has(reply, R"(href="https://login.example.com/forgot-password")"));
}

TEST_F(AccountPagesTest, AnInvitationMakesAnAccountOfItsAddressOnly) {
  ALLOW_CALL(tickets, preview(_)).RETURN(inbound::TicketPreview{invite, "bob@example.org"});
  const auto send = [&](const std::string& more) {
    return ask(post("/invite", "csrf=B.invite&token=T&password=battery+staple" + more));
  };
  {
    REQUIRE_CALL(registration, register_user(_, _))
        .WITH(_1.email == "bob@example.org" && _1.username == "bob")
        .WITH(_1.invitation->reveal() == "T" && _1.password.reveal() == "battery staple")
        .RETURN(inbound::Registered{ada()});
    EXPECT_EQ(send("&username=bob&email=mallory%40example.org").status, 200);
  }
  {
    REQUIRE_CALL(registration, register_user(_, _))
        .WITH(!_1.username)
        .RETURN(inbound::Registered{ada()});
    EXPECT_EQ(send("&username=").status, 200);
  }
  {
    REQUIRE_CALL(registration, register_user(_, _)).RETURN(refused(Reason::username_taken));
    const auto reply = send("&username=bob");
    EXPECT_EQ(reply.status, 200);
    EXPECT_TRUE(has(reply, R"(name="username")"));
    EXPECT_TRUE(has(reply, R"(value="bob")"));
  }
  REQUIRE_CALL(registration, register_user(_, _)).RETURN(refused(Reason::registration_off));
  EXPECT_EQ(send("").status, 403);
}

TEST_F(AccountPagesTest, WhatHashesDoesNotHoldUpTheOthers) {
  for (const auto& route : routes) {
    if (route.path != "/reset-password" && route.path != "/invite") continue;
    EXPECT_EQ(route.lane(by_link(route.path)), Lane::general);
    EXPECT_EQ(route.lane(post(route.path, "")), Lane::hashing);
  }
}

}  // namespace
}  // namespace chancery::http::test
