// /api/v1/users/me/consents: what whoever asks has allowed apps.

#include <gtest/gtest.h>

#include "adapters/http/endpoints/my_consents.hpp"
#include "tests/http/endpoints/api_mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;

class MyConsentsTest : public testing::Test {
 protected:
  MockBearer bearer;
  MockConsents consents;
  MyConsentsEndpoint endpoint{bearer, consents};

  std::unique_ptr<trompeloeil::expectation> authenticated =
      NAMED_ALLOW_CALL(bearer, authenticate(_))
          .WITH(_1.reveal() == "tok")
          .RETURN(inbound::Caller{ada(), ClientId("app"), FamilyId("s2")});

  static Request asks(std::string method, std::string path = "/api/v1/users/me/consents") {
    return with_bearer({.method = std::move(method), .path = std::move(path)}, "tok");
  }
};

TEST_F(MyConsentsTest, ListsWhatTheCallerHasAllowed) {
  const Consent consent{.user = UserId("u1"),
                        .client = ClientId("notes"),
                        .scopes = {"openid", "email"},
                        .claims = {"birthdate"},
                        .given_at = Instant(Lifetime(1'767'225'600))};
  REQUIRE_CALL(consents, list(UserId("u1")))
      .RETURN(std::vector<inbound::GivenConsent>{{consent, "Notes"}});
  const auto reply = endpoint.list(asks("GET"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body,
            R"({"items":[{"client_id":"notes","client_name":"Notes","scope":"email openid",)"
            R"("claims":["birthdate"],"given_at":"2026-01-01T00:00:00Z"}],"next_cursor":null})");
  EXPECT_EQ(reply.cache_control, "no-store");
}

TEST_F(MyConsentsTest, AConsentOfTheCallersIsTakenBack) {
  REQUIRE_CALL(consents, revoke(UserId("u1"), ClientId("notes"), _)).RETURN(true);
  const auto reply = endpoint.revoke(asks("DELETE", "/api/v1/users/me/consents/notes"));
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.body + reply.content_type, "");
}

TEST_F(MyConsentsTest, OneThatIsNotThereIsUnknown) {
  REQUIRE_CALL(consents, revoke(UserId("u1"), ClientId("shop"), _)).RETURN(false);
  EXPECT_EQ(told(endpoint.revoke(asks("DELETE", "/api/v1/users/me/consents/shop"))),
            "404 not_found");
}

TEST_F(MyConsentsTest, B75_WithoutATokenBothAre401) {
  FORBID_CALL(consents, list(_));
  FORBID_CALL(consents, revoke(_, _, _));
  const Request bare{.method = "GET", .path = "/api/v1/users/me/consents/notes"};
  EXPECT_EQ(told(endpoint.list(bare)), "401 missing_token");
  EXPECT_EQ(told(endpoint.revoke(bare)), "401 missing_token");
}

}  // namespace
}  // namespace chancery::http::test
