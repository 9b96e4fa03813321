// Revocation, introspection and userinfo over HTTP.

#include <gtest/gtest.h>

#include "adapters/http/endpoints/introspect.hpp"
#include "adapters/http/endpoints/revoke.hpp"
#include "adapters/http/endpoints/userinfo.hpp"
#include "tests/http/endpoints/mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;

class StatusEndpointsTest : public testing::Test {
 protected:
  MockClients clients;
  MockRevocation revocation;
  MockIntrospection introspection;
  MockUserinfo userinfo;
  RevokeEndpoint revoke{clients, revocation};
  IntrospectEndpoint introspect{clients, introspection};
  UserinfoEndpoint info{userinfo};

  std::unique_ptr<trompeloeil::expectation> authenticated =
      NAMED_ALLOW_CALL(clients, authenticate(_)).RETURN(shop);

  static Request from_shop(std::string body) {
    return with_basic(form_request(std::move(body)), "shop:secret");
  }
};

TEST_F(StatusEndpointsTest, ARevocationIsAnsweredWithAnEmpty200) {
  REQUIRE_CALL(revocation, revoke(_, _, _))
      .WITH(_2.reveal() == "t")
      .RETURN(MockRevocation::Outcome{});
  const auto reply = revoke(from_shop("token=t&token_type_hint=refresh_token"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "");
}

TEST_F(StatusEndpointsTest, B74_AnotherClientsTokenIs400UnauthorizedClient) {
  REQUIRE_CALL(revocation, revoke(_, _, _)).RETURN(std::unexpected(unauthorized_client("foreign")));
  const auto reply = revoke(from_shop("token=t"));
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.body, R"({"error":"unauthorized_client"})");
}

TEST_F(StatusEndpointsTest, AMissingTokenIsAnInvalidRequest) {
  FORBID_CALL(revocation, revoke(_, _, _));
  FORBID_CALL(introspection, introspect(_, _));
  EXPECT_EQ(revoke(from_shop("")).status, 400);
  EXPECT_EQ(introspect(from_shop("token=")).status, 400);
}

TEST_F(StatusEndpointsTest, B72_IntrospectionWithoutAuthenticationIs401) {
  FORBID_CALL(introspection, introspect(_, _));
  EXPECT_EQ(introspect(form_request("token=t")).status, 401);
}

TEST_F(StatusEndpointsTest, IntrospectionShowsAnActiveToken) {
  REQUIRE_CALL(introspection, introspect(_, _))
      .RETURN(inbound::ActiveToken{.issuer = Issuer("https://id.example"),
                                   .subject = "u1",
                                   .audience = {"https://api.example"},
                                   .client = ClientId("shop"),
                                   .scopes = {"orders"},
                                   .expires_at = Instant(Lifetime(2000)),
                                   .issued_at = Instant(Lifetime(1000)),
                                   .id = TokenId("j1"),
                                   .login = FamilyId("f1")});
  const auto reply = introspect(from_shop("token=t"));
  EXPECT_EQ(reply.body,
            R"({"active":true,"iss":"https://id.example","sub":"u1","aud":"https://api.example",)"
            R"("client_id":"shop","exp":2000,"token_type":"Bearer","scope":"orders","iat":1000,)"
            R"("jti":"j1","sid":"f1"})");
  EXPECT_EQ(reply.cache_control, "no-store");
}

TEST_F(StatusEndpointsTest, AnInactiveTokenIsNothingButThat) {
  REQUIRE_CALL(introspection, introspect(_, _))
      .RETURN(MockIntrospection::Outcome(std::optional<inbound::ActiveToken>()));
  const auto reply = introspect(from_shop("token=t"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"active":false})");
}

class UserinfoEndpointTest : public StatusEndpointsTest {
 protected:
  inbound::Userinfo ada{.claims = codec::Json::object({{"sub", "u1"}, {"email_verified", true}}),
                        .user = UserId("u1"),
                        .client = ClientId("shop")};
};

TEST_F(UserinfoEndpointTest, ShowsTheClaimsAsJson) {
  REQUIRE_CALL(userinfo, read(_)).WITH(_1.reveal() == "tok").RETURN(ada);
  const auto reply = info(with_bearer({.method = "GET", .path = "/"}, "tok"));
  EXPECT_EQ(reply.content_type, "application/json");
  EXPECT_EQ(reply.body, R"({"sub":"u1","email_verified":true})");
}

TEST_F(UserinfoEndpointTest, SignedClaimsAreAJwt) {
  ada.jwt = Secret("header.payload.signature");
  REQUIRE_CALL(userinfo, read(_)).RETURN(ada);
  const auto reply = info(with_bearer({.method = "GET", .path = "/"}, "tok"));
  EXPECT_EQ(reply.content_type, "application/jwt");
  EXPECT_EQ(reply.body, "header.payload.signature");
}

TEST_F(UserinfoEndpointTest, TakesTheTokenFromTheFormOfAPost) {
  REQUIRE_CALL(userinfo, read(_)).WITH(_1.reveal() == "tok").RETURN(ada);
  EXPECT_EQ(info(form_request("access_token=tok")).status, 200);
}

TEST_F(UserinfoEndpointTest, WithoutATokenOnlyTheSchemeIsNamed) {
  const auto reply = info({.method = "GET", .path = "/"});
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(header(reply, "WWW-Authenticate"), R"(Bearer realm="chancery")");
}

TEST_F(UserinfoEndpointTest, B75_ATokenInTheUrlOrTwiceIsAnInvalidRequest) {
  FORBID_CALL(userinfo, read(_));
  Request in_url{.method = "GET", .path = "/", .query = "access_token=tok"};
  EXPECT_EQ(info(in_url).status, 400);
  EXPECT_EQ(info(with_bearer(in_url, "tok")).status, 400);
  EXPECT_EQ(info(with_bearer(form_request("access_token=tok"), "tok")).status, 400);
  EXPECT_EQ(info(with_bearer(with_bearer({.method = "GET", .path = "/"}, "a"), "b")).status, 400);
}

TEST_F(UserinfoEndpointTest, B75_RefusalsNameTheirErrorInTheChallenge) {
  {
    REQUIRE_CALL(userinfo, read(_)).RETURN(std::unexpected(invalid_token("expired")));
    const auto reply = info(with_bearer({.method = "GET", .path = "/"}, "tok"));
    EXPECT_EQ(reply.status, 401);
    EXPECT_EQ(header(reply, "WWW-Authenticate"),
              R"(Bearer realm="chancery", error="invalid_token")");
  }
  REQUIRE_CALL(userinfo, read(_))
      .RETURN(std::unexpected(OAuthError{OAuthErrorCode::insufficient_scope, ""}));
  EXPECT_EQ(info(with_bearer({.method = "GET", .path = "/"}, "tok")).status, 403);
}

}  // namespace
}  // namespace chancery::http::test
