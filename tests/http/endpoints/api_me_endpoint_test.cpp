// /api/v1/users/me: the account of whoever asks.

#include <gtest/gtest.h>

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/endpoints/me.hpp"
#include "tests/http/endpoints/api_mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;
using Reason = inbound::UserRefusal::Reason;

class MeEndpointTest : public testing::Test {
 protected:
  MockBearer bearer;
  MockAccount accounts;
  MeEndpoint me{bearer, accounts};

  std::unique_ptr<trompeloeil::expectation> authenticated =
      NAMED_ALLOW_CALL(bearer, authenticate(_))
          .WITH(_1.reveal() == "tok")
          .RETURN(inbound::Caller{ada(), ClientId("app"), FamilyId("s1"), "2"});

  static Request asks(std::string method, std::string body = {}) {
    return with_bearer(json_request(std::move(method), std::move(body)), "tok");
  }
};

TEST_F(MeEndpointTest, ShowsTheAccountAndNothingSecret) {
  const auto reply = me.show(asks("GET"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, ada_json);
  EXPECT_EQ(reply.cache_control, "no-store");
  EXPECT_EQ(reply.log.client_id, "app");
}

TEST_F(MeEndpointTest, B75_WithoutATokenOrWithABadOneEveryMethodIs401) {
  FORBID_CALL(accounts, change(_, _, _));
  FORBID_CALL(accounts, change_password(_, _, _));
  FORBID_CALL(accounts, remove(_, _, _));
  const auto all = [&](const Request& request, const char* told_so, const char* challenge) {
    for (const auto& reply :
         {me.show(request), me.change(request), me.remove(request), me.change_password(request)}) {
      EXPECT_EQ(told(reply), told_so);
      EXPECT_EQ(header(reply, "WWW-Authenticate"), challenge);
    }
  };
  const auto bare = json_request("GET", "{}");
  constexpr const char* scheme = R"(Bearer realm="chancery")";
  all(bare, "401 missing_token", scheme);
  all(with_basic(bare, "app:secret"), "401 missing_token", scheme);
  all(with_bearer(bare, "not a token"), "400 unreadable", "(absent)");
  all(with_bearer(with_bearer(bare, "tok"), "tok"), "400 unreadable", "(absent)");
  {
    ALLOW_CALL(bearer, authenticate(_)).RETURN(std::unexpected(invalid_token("expired")));
    all(with_bearer(bare, "old"), "401 invalid_token",
        R"(Bearer realm="chancery", error="invalid_token")");
  }
  ALLOW_CALL(bearer, authenticate(_))
      .RETURN(std::unexpected(OAuthError{OAuthErrorCode::insufficient_scope, "third party"}));
  all(with_bearer(bare, "foreign"), "403 first_party_only", "(absent)");
}

TEST_F(MeEndpointTest, B75_ATokenInTheUrlIs400) {
  FORBID_CALL(bearer, authenticate(_));
  const auto endpoint = without_query([&](const Request& request) { return me.show(request); });
  auto request = asks("GET");
  request.query = "access_token=tok";
  EXPECT_EQ(told(endpoint(request)), "400 unreadable");
  request.query = "";
  EXPECT_EQ(told(endpoint(request)), "400 unreadable");
}

TEST_F(MeEndpointTest, AChangeIsWhatWasSentAndNoMore) {
  auto changed = ada();
  changed.username = std::nullopt;
  REQUIRE_CALL(accounts, change(_, _, _))
      .WITH(_1 == ada() && !_2.email && !_2.proof.current_password)
      .WITH(_2.username.has_value() && !_2.username->has_value())
      .RETURN(inbound::AccountChanged{changed});
  EXPECT_NE(me.change(asks("PATCH", R"({"username":null})")).body.find(R"("username":null)"),
            std::string::npos);

  REQUIRE_CALL(accounts, change(_, _, _))
      .WITH(_2.email == "new@example.org" && !_2.username)
      .WITH(_2.proof.current_password->reveal() == "correct horse")
      .RETURN(inbound::AccountChanged{ada()});
  EXPECT_EQ(
      me.change(asks("PATCH", R"({"email":"new@example.org","current_password":"correct horse"})"))
          .status,
      200);
}

TEST_F(MeEndpointTest, B90_NoUserVerifiesOrPromotesThemselves) {
  FORBID_CALL(accounts, change(_, _, _));
  for (const auto* body :
       {R"({"email_verified":true})", R"({"roles":["admin"]})", R"({"disabled":false})",
        R"({"claims":{"admin":"yes"}})", R"({"username":"ada","roles":["admin"]})"}) {
    EXPECT_EQ(told(me.change(asks("PATCH", body))), "403 forbidden_field") << body;
  }
  EXPECT_EQ(told(me.change(asks("PATCH", R"({"id":"u2","epoch":1,"email":null})"))),
            "422 invalid email:wrong_type id:unknown epoch:unknown");
}

TEST_F(MeEndpointTest, WhyAChangeWasRefusedIsTold) {
  REQUIRE_CALL(accounts, change(_, _, _))
      .RETURN(std::unexpected(inbound::UserRefusal{Reason::current_password_missing, "why"}));
  EXPECT_EQ(told(me.change(asks("PATCH", R"({"email":"new@example.org"})"))),
            "422 invalid current_password:missing");
  REQUIRE_CALL(accounts, change(_, _, _))
      .RETURN(std::unexpected(inbound::UserRefusal{Reason::username_taken, "why"}));
  EXPECT_EQ(told(me.change(asks("PATCH", R"({"username":"bob"})"))),
            "409 account_exists username:taken");
}

TEST_F(MeEndpointTest, APasswordIsReplacedByItsOwner) {
  constexpr const char* body =
      R"({"current_password":"correct horse","new_password":"battery staple"})";
  {
    REQUIRE_CALL(accounts, change_password(_, _, _))
        .WITH(_1 == ada() && _2.proof.current_password->reveal() == "correct horse")
        .WITH(_2.wanted.reveal() == "battery staple" && _2.login == FamilyId("s1"))
        .RETURN(MockAccount::Done{});
    EXPECT_EQ(me.change_password(asks("PUT", body)).status, 204);
  }
  REQUIRE_CALL(accounts, change_password(_, _, _))
      .RETURN(std::unexpected(inbound::UserRefusal{Reason::weak_password, "why"}));
  EXPECT_EQ(told(me.change_password(asks("PUT", body))), "422 invalid new_password:weak");
  EXPECT_EQ(told(me.change_password(asks("PUT", R"({"password":"x"})"))),
            "422 invalid current_password:missing new_password:missing password:unknown");
}

TEST_F(MeEndpointTest, AnAddressThatIsToBeConfirmedIs202) {
  REQUIRE_CALL(accounts, change(_, _, _)).RETURN(inbound::AccountChanged{ada(), true});
  const auto reply =
      me.change(asks("PATCH", R"({"email":"new@example.org","current_password":"x"})"));
  EXPECT_EQ(reply.status, 202);
  EXPECT_EQ(reply.body, ada_json) << "as it is for now";
}

TEST_F(MeEndpointTest, AnAccountIsDeletedByItsOwnerWithThePassword) {
  {
    REQUIRE_CALL(accounts, remove(_, _, _))
        .WITH(_1 == ada() && _2.current_password->reveal() == "correct horse" && _2.acr == "2")
        .RETURN(MockAccount::Done{});
    EXPECT_EQ(me.remove(asks("DELETE", R"({"current_password":"correct horse"})")).status, 204);
  }
  {
    REQUIRE_CALL(accounts, remove(_, _, _))
        .RETURN(std::unexpected(inbound::UserRefusal{Reason::current_password_wrong, "why"}));
    EXPECT_EQ(told(me.remove(asks("DELETE", R"({"current_password":"wrong"})"))),
              "422 invalid current_password:wrong");
  }
  FORBID_CALL(accounts, remove(_, _, _));
  EXPECT_EQ(told(me.remove(asks("DELETE"))), "422 invalid current_password:missing");
  EXPECT_EQ(told(me.remove(asks("DELETE", "{}"))), "422 invalid current_password:missing");
  EXPECT_EQ(told(me.remove(asks("DELETE", "x"))), "400 unreadable");
}

TEST_F(MeEndpointTest, WhoseAccountGoesMeanwhileHasNoTokenAnyMore) {
  const auto gone = std::unexpected(inbound::UserRefusal{Reason::unknown, "gone"});
  REQUIRE_CALL(accounts, change(_, _, _)).RETURN(gone);
  REQUIRE_CALL(accounts, change_password(_, _, _)).RETURN(gone);
  REQUIRE_CALL(accounts, remove(_, _, _)).RETURN(gone);
  EXPECT_EQ(told(me.change(asks("PATCH", "{}"))), "401 invalid_token");
  EXPECT_EQ(told(me.change_password(
                asks("PUT", R"({"current_password":"one","new_password":"another"})"))),
            "401 invalid_token");
  EXPECT_EQ(told(me.remove(asks("DELETE", R"({"current_password":"one"})"))), "401 invalid_token");
}

TEST_F(MeEndpointTest, WhatHashesDoesNotHoldUpTheOthers) {
  EXPECT_EQ(MeEndpoint::lane({.method = "GET", .path = "/"}), Lane::general);
  EXPECT_EQ(MeEndpoint::lane({.method = "HEAD", .path = "/"}), Lane::general);
  EXPECT_EQ(MeEndpoint::lane({.method = "DELETE", .path = "/"}), Lane::hashing);
  EXPECT_EQ(MeEndpoint::lane({.method = "PATCH", .path = "/"}), Lane::hashing);
  EXPECT_EQ(MeEndpoint::lane({.method = "PUT", .path = "/"}), Lane::hashing);
}

}  // namespace
}  // namespace chancery::http::test
