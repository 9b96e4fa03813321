// /api/v1/users/me/sessions: the logins of whoever asks.

#include <gtest/gtest.h>

#include "adapters/http/api/api_caller.hpp"
#include "adapters/http/endpoints/my_sessions.hpp"
#include "tests/http/endpoints/api_mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;

UserSession session(const char* id) {
  return {.id = FamilyId(id),
          .user = UserId("u1"),
          .client = ClientId("app"),
          .client_name = "The App",
          .created_at = Instant(Lifetime(1'767'225'599)),
          .last_used_at = Instant(Lifetime(1'767'225'600)),
          .expires_at = Instant(Lifetime(1'767'225'601)),
          .login_address = "198.51.100.9",
          .last_used_from = {"192.0.2.1", "Agent/1.0"}};
}

class MySessionsTest : public testing::Test {
 protected:
  MockBearer bearer;
  MockSessions sessions;
  MySessionsEndpoint endpoint{bearer, sessions};

  std::unique_ptr<trompeloeil::expectation> authenticated =
      NAMED_ALLOW_CALL(bearer, authenticate(_))
          .WITH(_1.reveal() == "tok")
          .RETURN(inbound::Caller{ada(), ClientId("app"), FamilyId("s2")});

  static Request asks(std::string method, std::string path = "/api/v1/users/me/sessions") {
    return with_bearer({.method = std::move(method), .path = std::move(path)}, "tok");
  }
  Reply list(const std::string& query) const {
    auto request = asks("GET");
    request.query = query;
    return endpoint.list(request);
  }
};

TEST_F(MySessionsTest, ListsTheCallersAndMarksTheOneThatAsks) {
  REQUIRE_CALL(sessions, list(SessionFilter{.user = UserId("u1")}, _, 50U))
      .WITH(!_2.has_value())
      .RETURN(inbound::SessionPage{{session("s1"), session("s2")}, "next.mac"});
  const auto reply = endpoint.list(asks("GET"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(
      reply.body,
      R"({"items":[{"id":"s1","client_id":"app","client_name":"The App","address":"192.0.2.1",)"
      R"("user_agent":"Agent/1.0","created_at":"2025-12-31T23:59:59Z",)"
      R"("last_used_at":"2026-01-01T00:00:00Z","expires_at":"2026-01-01T00:00:01Z",)"
      R"("current":false},)"
      R"({"id":"s2","client_id":"app","client_name":"The App","address":"192.0.2.1",)"
      R"("user_agent":"Agent/1.0","created_at":"2025-12-31T23:59:59Z",)"
      R"("last_used_at":"2026-01-01T00:00:00Z","expires_at":"2026-01-01T00:00:01Z",)"
      R"("current":true}],"next_cursor":"next.mac"})");
  EXPECT_EQ(reply.cache_control, "no-store");
}

TEST_F(MySessionsTest, PagesAsItIsAsked) {
  REQUIRE_CALL(sessions, list(_, _, 7U)).WITH(_2 == "next.mac").RETURN(inbound::SessionPage{});
  EXPECT_EQ(list("limit=7&cursor=next.mac").body, R"({"items":[],"next_cursor":null})");
  REQUIRE_CALL(sessions, list(_, _, _)).RETURN(std::nullopt);
  EXPECT_EQ(told(list("cursor=forged")), "400 invalid_cursor");
}

TEST_F(MySessionsTest, B75_BadQueriesAreRefused) {
  FORBID_CALL(sessions, list(_, _, _));
  EXPECT_EQ(told(list("limit=0")), "422 invalid limit:invalid");
  EXPECT_EQ(told(list("limit=201&user=u2")), "422 invalid limit:invalid user:unknown");
  EXPECT_EQ(told(list("limit=1&limit=2")), "400 unreadable");
  EXPECT_EQ(told(list("access_token=tok")), "400 unreadable");
}

TEST_F(MySessionsTest, AnOwnLoginIsEnded) {
  REQUIRE_CALL(sessions, end(FamilyId("s1"), _, _)).WITH(_2 == UserId("u1")).RETURN(true);
  const auto reply = endpoint.end(asks("DELETE", "/api/v1/users/me/sessions/s1"));
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.body + reply.content_type, "");
}

TEST_F(MySessionsTest, B96_AnothersLoginIsAsUnknownAsNone) {
  REQUIRE_CALL(sessions, end(FamilyId("s9"), _, _)).RETURN(false);
  EXPECT_EQ(told(endpoint.end(asks("DELETE", "/api/v1/users/me/sessions/s9"))), "404 not_found");
}

TEST_F(MySessionsTest, B75_WithoutATokenBothAre401) {
  FORBID_CALL(sessions, list(_, _, _));
  FORBID_CALL(sessions, end(_, _, _));
  const Request bare{.method = "GET", .path = "/api/v1/users/me/sessions/s1"};
  EXPECT_EQ(told(endpoint.list(bare)), "401 missing_token");
  EXPECT_EQ(told(endpoint.end(bare)), "401 missing_token");
}

}  // namespace
}  // namespace chancery::http::test
