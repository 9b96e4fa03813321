// Links by mail, what they are good for, and invitations, as apps ask for them.

#include <gtest/gtest.h>

#include "adapters/http/endpoints/account_mail.hpp"
#include "adapters/http/endpoints/invites.hpp"
#include "adapters/http/endpoints/ticket.hpp"
#include "adapters/http/paths.hpp"
#include "domain/account_ticket.hpp"
#include "tests/http/endpoints/api_mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;
using Reason = inbound::UserRefusal::Reason;

std::unexpected<inbound::UserRefusal> refused(Reason reason) {
  return std::unexpected(
      inbound::UserRefusal{.reason = reason, .message = "why", .detail = "inner"});
}

class ApiAccountTest : public testing::Test {
 protected:
  MockAccountMail mails;
  MockTickets tickets;
  AccountMailEndpoint mail{mails};
  TicketEndpoint ticket{tickets};
};

TEST_F(ApiAccountTest, ALinkIsAskedForInTheLanguagesOfTheCaller) {
  auto request = json_request("POST", R"({"email":"ada@example.org"})");
  request.headers.add("Accept-Language", "en;q=0.5, de-CH, *;q=0.1");
  {
    REQUIRE_CALL(mails, forgot_password("ada@example.org", _))
        .WITH(_2.languages == "de-CH,en" && _2.request_id == "request-0001")
        .RETURN(MockAccountMail::Done{});
    const auto reply = mail.forgot_password(request);
    EXPECT_EQ(reply.status, 202);
    EXPECT_EQ(reply.body, "");
  }
  REQUIRE_CALL(mails, verify_email("ada@example.org", _)).RETURN(MockAccountMail::Done{});
  EXPECT_EQ(mail.request_verify(request).status, 202);
}

TEST_F(ApiAccountTest, WhatIsNoAddressOrCannotBeSentIsTold) {
  const auto request = json_request("POST", R"({"email":"x"})");
  REQUIRE_CALL(mails, forgot_password(_, _)).RETURN(refused(Reason::invalid_email));
  EXPECT_EQ(told(mail.forgot_password(request)), "422 invalid email:invalid");
  REQUIRE_CALL(mails, verify_email(_, _)).RETURN(refused(Reason::no_mail));
  EXPECT_EQ(told(mail.request_verify(request)), "501 no_mail");
  EXPECT_EQ(told(mail.forgot_password(json_request("POST", R"({"login":"ada"})"))),
            "422 invalid email:missing login:unknown");
}

TEST_F(ApiAccountTest, B83_ALinkThatDoesNotCountIs400AndSaysNoMore) {
  REQUIRE_CALL(tickets, verify(_, _))
      .WITH(_1.reveal() == "T")
      .RETURN(refused(Reason::invalid_link));
  const auto reply = ticket.verify(json_request("POST", R"({"token":"T"})"));
  EXPECT_EQ(told(reply), "400 invalid_link");
  EXPECT_EQ(reply.body.find("inner"), std::string::npos);
  EXPECT_EQ(reply.log.detail, "inner");
  REQUIRE_CALL(tickets, reset_password(_, _, _)).RETURN(refused(Reason::invalid_link));
  EXPECT_EQ(told(ticket.reset_password(
                json_request("POST", R"({"token":"T","password":"battery staple"})"))),
            "400 invalid_link");
}

TEST_F(ApiAccountTest, ALinkThatCountsIs204) {
  REQUIRE_CALL(tickets, verify(_, _)).RETURN(MockTickets::Done{});
  EXPECT_EQ(ticket.verify(json_request("POST", R"({"token":"T"})")).status, 204);
  REQUIRE_CALL(tickets, reset_password(_, _, _))
      .WITH(_1.reveal() == "T" && _2.reveal() == "battery staple")
      .RETURN(MockTickets::Done{});
  EXPECT_EQ(
      ticket.reset_password(json_request("POST", R"({"token":"T","password":"battery staple"})"))
          .status,
      204);
}

TEST_F(ApiAccountTest, WhatElseCanBeWrongIsTold) {
  REQUIRE_CALL(tickets, reset_password(_, _, _)).RETURN(refused(Reason::weak_password));
  EXPECT_EQ(told(ticket.reset_password(json_request("POST", R"({"token":"T","password":"x"})"))),
            "422 invalid password:weak");
  REQUIRE_CALL(tickets, verify(_, _)).RETURN(refused(Reason::email_taken));
  EXPECT_EQ(told(ticket.verify(json_request("POST", R"({"token":"T"})"))),
            "409 account_exists email:taken");
  EXPECT_EQ(told(ticket.verify(json_request("POST", R"({"token":1,"user":"u"})"))),
            "422 invalid token:wrong_type user:unknown");
  EXPECT_EQ(told(ticket.reset_password(json_request("POST", "{}"))),
            "422 invalid token:missing password:missing");
}

TEST_F(ApiAccountTest, LinksLeadToPagesThatThereAre) {
  EXPECT_EQ(ticket_path(TicketPurpose::verify_email), paths::verify);
  EXPECT_EQ(ticket_path(TicketPurpose::change_email), paths::verify);
  EXPECT_EQ(ticket_path(TicketPurpose::reset_password), paths::reset_password);
  EXPECT_EQ(ticket_path(TicketPurpose::invite), paths::invite);
  EXPECT_EQ(ticket_help_path, paths::forgot_password);
}

class InvitesTest : public testing::Test {
 protected:
  MockBearer bearer;
  MockInvitations invitations;
  InvitesEndpoint invites{bearer, invitations};

  static Request asks(std::string body) {
    return with_bearer(json_request("POST", std::move(body), "/api/v1/users/invites"), "tok");
  }
  void caller_is(const User& user) {
    authenticated = NAMED_ALLOW_CALL(bearer, authenticate(_))
                        .RETURN(inbound::Caller{user, ClientId("app"), FamilyId("s1")});
  }
  std::unique_ptr<trompeloeil::expectation> authenticated;
};

TEST_F(InvitesTest, AnAdministratorInvites) {
  caller_is(admin());
  REQUIRE_CALL(invitations, invite("bob@example.org", _))
      .RETURN(inbound::Invitation{"bob@example.org", Instant(Lifetime(1'767'225'600))});
  const auto reply = invites(asks(R"({"email":"bob@example.org"})"));
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body,
            R"({"email":"bob@example.org","expires_at":"2026-01-01T00:00:00Z","link":null})");
  EXPECT_EQ(reply.cache_control, "no-store");
}

TEST_F(InvitesTest, WithoutMailTheLinkIsInTheAnswer) {
  caller_is(admin());
  REQUIRE_CALL(invitations, invite(_, _))
      .RETURN(inbound::Invitation{"b@example.org", Instant(Lifetime(1'767'225'600)),
                                  Secret("https://id.example/invite?token=T")});
  EXPECT_NE(invites(asks(R"({"email":"b@example.org"})"))
                .body.find(R"("link":"https://id.example/invite?token=T")"),
            std::string::npos);
}

TEST_F(InvitesTest, B96_NobodyElseDoes) {
  FORBID_CALL(invitations, invite(_, _));
  EXPECT_EQ(told(invites(json_request("POST", "{}"))), "401 missing_token");
  caller_is(ada());
  EXPECT_EQ(told(invites(asks(R"({"email":"bob@example.org"})"))), "403 admin_only");
}

TEST_F(InvitesTest, WhyNobodyWasInvitedIsTold) {
  caller_is(admin());
  REQUIRE_CALL(invitations, invite(_, _)).RETURN(refused(Reason::email_taken));
  EXPECT_EQ(told(invites(asks(R"({"email":"ada@example.org"})"))),
            "409 account_exists email:taken");
  EXPECT_EQ(told(invites(asks(R"({"email":1,"roles":["admin"]})"))),
            "422 invalid email:wrong_type roles:unknown");
}

}  // namespace
}  // namespace chancery::http::test
