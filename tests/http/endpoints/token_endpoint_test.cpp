// POST /oauth2/token: parameters in, JSON out. The use cases are mocked, no socket is opened.

#include "adapters/http/endpoints/token.hpp"

#include <gtest/gtest.h>

#include "tests/http/endpoints/mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;

class TokenEndpointTest : public testing::Test {
 protected:
  MockClients clients;
  MockTokens tokens;
  TokenEndpoint endpoint{clients, tokens};

  Reply from_shop(std::string body) {
    ALLOW_CALL(clients, authenticate(_)).RETURN(shop);
    return endpoint(with_basic(form_request(std::move(body)), "shop:secret"));
  }
  /// A request that must be refused before any secret is looked at or token made.
  void expect_untouched(const Request& request, int status, const char* body) {
    FORBID_CALL(clients, authenticate(_));
    FORBID_CALL(tokens, issue(_, _, _));
    const auto reply = endpoint(request);
    EXPECT_EQ(reply.status, status);
    EXPECT_EQ(reply.body, body);
    EXPECT_EQ(reply.cache_control, "no-store");
  }
};

constexpr const char* invalid_request = R"({"error":"invalid_request"})";
constexpr const char* invalid_client = R"({"error":"invalid_client"})";

TEST_F(TokenEndpointTest, AnswersWithTheIssuedTokensAndForbidsCaching) {
  REQUIRE_CALL(tokens, issue(_, _, _))
      .WITH(_1.id == ClientId("shop"))
      .WITH(std::get<inbound::RefreshTokenRequest>(_2).refresh_token.reveal() == "old")
      .RETURN(inbound::TokenResponse{
          .access_token = Secret("a"),
          .access_token_id = TokenId("jti-1"),
          .expires_in = Lifetime(300),
          .scopes = {"orders"},
          .login = FamilyId("family-1"),
          .refresh_token = inbound::IssuedRefreshToken{Secret("r"), 7, Lifetime(2592000)}});
  const auto reply = from_shop("grant_type=refresh_token&refresh_token=old");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body,
            R"({"access_token":"a","token_type":"Bearer","expires_in":300,"scope":"orders",)"
            R"("refresh_token":"r","refresh_token_expires_in":2592000})");
  EXPECT_EQ(reply.cache_control, "no-store");
  EXPECT_EQ(reply.log.client_id, "shop");
  EXPECT_EQ(reply.log.more, (decltype(reply.log.more){{"grant_type", "refresh_token"},
                                                      {"jti", "jti-1"},
                                                      {"family", "family-1"},
                                                      {"generation", "7"}}));
}

TEST_F(TokenEndpointTest, ReadsEveryParameterOfEveryGrant) {
  const inbound::TokenResponse some{Secret("a"), TokenId("j"), Lifetime(1), {}};
  {
    REQUIRE_CALL(tokens, issue(_, _, _))
        .WITH(std::get<inbound::ClientCredentialsRequest>(_2).scopes == Scopes({"a", "b"}))
        .WITH(std::get<inbound::ClientCredentialsRequest>(_2).resources ==
              std::vector<std::string>({"https://x", "https://y"}))
        .RETURN(some);
    from_shop(
        "grant_type=client_credentials&scope=b+a&resource=https%3A%2F%2Fx&resource=https://y");
  }
  {
    REQUIRE_CALL(tokens, issue(_, _, _))
        .WITH(std::get<inbound::PasswordRequest>(_2).username == "ada")
        .WITH(std::get<inbound::PasswordRequest>(_2).password.reveal() == "p w&")
        .WITH(!std::get<inbound::PasswordRequest>(_2).scopes)
        .RETURN(some);
    from_shop("grant_type=password&username=ada&password=p+w%26&scope=");
  }
}

TEST_F(TokenEndpointTest, B26_TwoWaysOfClientAuthenticationAreRefusedBeforeAnySecretIsLookedAt) {
  for (const auto* body : {"grant_type=client_credentials&client_secret=s",
                           "grant_type=client_credentials&client_id=shop&client_secret=s",
                           "grant_type=client_credentials&client_assertion=x",
                           "grant_type=client_credentials&client_id=other"}) {
    SCOPED_TRACE(body);
    expect_untouched(with_basic(form_request(body), "shop:secret"), 400, invalid_request);
  }
  expect_untouched(form_request("client_id=shop&client_secret=s&client_assertion=x"), 400,
                   invalid_request);
  auto two_headers = with_basic(form_request("grant_type=client_credentials"), "shop:secret");
  expect_untouched(with_basic(std::move(two_headers), "shop:secret"), 400, invalid_request);
}

TEST_F(TokenEndpointTest, B27_ParametersInTheUrlAndOtherMediaTypesAreRefused) {
  auto in_url = form_request("grant_type=client_credentials");
  in_url.query = "client_id=shop&client_secret=s";
  expect_untouched(in_url, 400, invalid_request);

  for (const auto* type : {"application/json", "multipart/form-data; boundary=x", "text/plain"}) {
    SCOPED_TRACE(type);
    Request other{.method = "POST", .path = "/"};
    other.headers.add("Content-Type", type);
    other.body = R"({"grant_type":"client_credentials"})";
    expect_untouched(with_basic(std::move(other), "shop:secret"), 400, invalid_request);
  }
}

TEST_F(TokenEndpointTest, B28_ARefusedClientGets401AndNoTokens) {
  REQUIRE_CALL(clients, authenticate(_))
      .TIMES(2)
      .RETURN(std::unexpected(chancery::invalid_client("wrong secret")));
  FORBID_CALL(tokens, issue(_, _, _));
  const auto basic = endpoint(with_basic(form_request("grant_type=client_credentials"), "shop:no"));
  EXPECT_EQ(basic.status, 401);
  EXPECT_EQ(basic.body, invalid_client);
  EXPECT_TRUE(header(basic, "WWW-Authenticate").starts_with("Basic "));
  EXPECT_EQ(basic.log.detail, "wrong secret");
  EXPECT_EQ(basic.log.client_id, "shop");
  const auto post =
      endpoint(form_request("grant_type=client_credentials&client_id=shop&client_secret=no"));
  EXPECT_EQ(post.status, 401);
  EXPECT_EQ(post.body, invalid_client);
}

TEST_F(TokenEndpointTest, B100_AnIdThatIsNoneIsNotLogged) {
  REQUIRE_CALL(clients, authenticate(_))
      .RETURN(std::unexpected(chancery::invalid_client("there is no such client")));
  const auto reply = endpoint(form_request(
      "grant_type=client_credentials&client_secret=x&client_id=" + std::string(60000, 'x')));
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(reply.log.client_id, "(malformed)");
}

TEST_F(TokenEndpointTest, B28_WithoutAClientOrWithAForeignSchemeNobodyIsAuthenticated) {
  expect_untouched(form_request("grant_type=client_credentials"), 401, invalid_client);
  expect_untouched(with_bearer(form_request("grant_type=client_credentials"), "x"), 401,
                   invalid_client);
  expect_untouched(form_request("client_id=shop&client_assertion=x"), 401, invalid_client);
}

TEST_F(TokenEndpointTest, B29_SaysWhichMethodTheClientUsed) {
  using enum ClientAuthMethod;
  const struct {
    Request request;
    ClientAuthMethod method;
  } cases[] = {
      {with_basic(form_request("grant_type=x"), "shop:s"), client_secret_basic},
      {with_basic(form_request("grant_type=x&client_id=shop"), "shop:s"), client_secret_basic},
      {form_request("grant_type=x&client_id=shop&client_secret=s"), client_secret_post},
      {form_request("grant_type=x&client_id=shop"), none},
      {form_request("grant_type=x&client_id=shop&client_secret="), none},
  };
  for (const auto& c : cases) {
    REQUIRE_CALL(clients, authenticate(_))
        .WITH(_1.client == ClientId("shop") && _1.method == c.method)
        .WITH(_1.secret.has_value() == (c.method != none))
        .RETURN(shop);
    endpoint(c.request);
  }
}

TEST_F(TokenEndpointTest, B30_B32_BadGrantsAreRefusedWithTheRightError) {
  FORBID_CALL(tokens, issue(_, _, _));
  const struct {
    const char* body;
    const char* error;
  } cases[] = {
      {"", "invalid_request"},
      {"grant_type=", "invalid_request"},
      {"grant_type=implicit", "unsupported_grant_type"},
      {"grant_type=PASSWORD", "unsupported_grant_type"},
      {"grant_type=password&username=ada", "invalid_request"},
      {"grant_type=password&password=x", "invalid_request"},
      {"grant_type=refresh_token", "invalid_request"},
      {"grant_type=authorization_code", "invalid_request"},
      {"grant_type=refresh_token&refresh_token=", "invalid_request"},
      {"grant_type=client_credentials&scope=a%22b", "invalid_scope"},
      {"grant_type=client_credentials&scope=a++b", "invalid_scope"},
      {"grant_type=client_credentials&scope=a%5Cb", "invalid_scope"},
  };
  for (const auto& c : cases) {
    const auto reply = from_shop(c.body);
    EXPECT_EQ(reply.status, 400) << c.body;
    EXPECT_EQ(reply.body, std::string(R"({"error":")") + c.error + "\"}") << c.body;
  }
}

TEST_F(TokenEndpointTest, ACodeComesWithWhatProvesItAndGivesAnIdToken) {
  inbound::TokenResponse issued{.access_token = Secret("a"),
                                .access_token_id = TokenId("jti-1"),
                                .expires_in = Lifetime(300),
                                .scopes = {}};
  issued.id_token = Secret("i");
  REQUIRE_CALL(tokens, issue(_, _, _))
      .WITH(std::get<inbound::AuthorizationCodeRequest>(_2).code.reveal() == "c")
      .WITH(std::get<inbound::AuthorizationCodeRequest>(_2).redirect_uri == "https://app/cb")
      .WITH(std::get<inbound::AuthorizationCodeRequest>(_2).code_verifier->reveal() == "v")
      .RETURN(issued);
  const auto reply =
      from_shop("grant_type=authorization_code&code=c&redirect_uri=https://app/cb&code_verifier=v");
  EXPECT_EQ(reply.body,
            R"({"access_token":"a","token_type":"Bearer","expires_in":300,"id_token":"i"})");
}

TEST_F(TokenEndpointTest, ACodeMayComeAlone) {
  REQUIRE_CALL(tokens, issue(_, _, _))
      .WITH(!std::get<inbound::AuthorizationCodeRequest>(_2).redirect_uri)
      .WITH(!std::get<inbound::AuthorizationCodeRequest>(_2).code_verifier)
      .RETURN(std::unexpected(invalid_grant("a verifier is missing")));
  EXPECT_EQ(from_shop("grant_type=authorization_code&code=c&code_verifier=").status, 400);
}

TEST_F(TokenEndpointTest, B32_ADuplicateParameterIsRefusedUnlessItMayRepeat) {
  for (const auto* name : {"grant_type", "scope", "client_id", "refresh_token", "username"}) {
    const auto pair = std::string(name) + "=x";
    expect_untouched(with_basic(form_request(pair + "&" + pair), "shop:secret"), 400,
                     invalid_request);
  }
}

TEST_F(TokenEndpointTest, B34_UnreadableBytesAreRefused) {
  for (const auto* body : {"grant_type=%zz", "grant_type=a%00b", "scope=%c3%28", "scope=%f8%88",
                           "username=%c0%80", "a=%"}) {
    SCOPED_TRACE(body);
    expect_untouched(with_basic(form_request(body), "shop:secret"), 400, invalid_request);
  }
  std::string many;
  for (int i = 0; i < 10'000; ++i) many.append("p").append(std::to_string(i)).append("=1&");
  expect_untouched(with_basic(form_request(many), "shop:secret"), 400, invalid_request);
}

TEST_F(TokenEndpointTest, RefusalsOfTheUseCaseKeepTheirDetailFromTheClient) {
  REQUIRE_CALL(tokens, issue(_, _, _))
      .RETURN(std::unexpected(invalid_grant("a superseded refresh token was used again")));
  const auto reply = from_shop("grant_type=refresh_token&refresh_token=old");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.body, R"({"error":"invalid_grant"})");
  EXPECT_EQ(reply.log.detail, "a superseded refresh token was used again");
}

TEST_F(TokenEndpointTest, B81_TooManyAttemptsAre429AndSayWhenToTryAgain) {
  REQUIRE_CALL(tokens, issue(_, _, _)).RETURN(std::unexpected(too_many_attempts(Lifetime(64))));
  const auto reply = from_shop("grant_type=password&username=ada&password=x");
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(reply.body, R"({"error":"invalid_grant"})");
  EXPECT_EQ(header(reply, "Retry-After"), "64");
  EXPECT_EQ(reply.cache_control, "no-store");
  EXPECT_EQ(reply.log.error, "too_many_attempts");
}

TEST_F(TokenEndpointTest, OnlyClientsWithoutASecretCountAgainstTheirNetwork) {
  ALLOW_CALL(tokens, issue(_, _, _)).RETURN(std::unexpected(invalid_grant("x")));
  EXPECT_FALSE(from_shop("grant_type=client_credentials").is_counted);
  auto mobile = shop;
  mobile.auth_method = ClientAuthMethod::none;
  REQUIRE_CALL(clients, authenticate(_)).RETURN(mobile);
  EXPECT_TRUE(
      endpoint(form_request("grant_type=refresh_token&refresh_token=x&client_id=shop")).is_counted);
  REQUIRE_CALL(clients, authenticate(_)).RETURN(std::unexpected(chancery::invalid_client("wrong secret")));
  EXPECT_TRUE(
      endpoint(with_basic(form_request("grant_type=client_credentials"), "shop:guess")).is_counted);
}

TEST_F(TokenEndpointTest, OnlyAPasswordRequestRunsInTheHashingLane) {
  const struct {
    const char* body;
    Lane lane;
  } cases[] = {
      {"grant_type=password", Lane::hashing},
      {"grant_type=pass%77ord", Lane::hashing},
      {"grant_type=refresh_token&x=grant_type%3Dpassword", Lane::general},
      {"grant_type=password&grant_type=password", Lane::general},
      {"", Lane::general},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(TokenEndpoint::lane(form_request(c.body)), c.lane) << c.body;
  }
}

}  // namespace
}  // namespace chancery::http::test
