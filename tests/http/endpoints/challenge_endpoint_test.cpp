// POST /oauth2/challenge: parameters in, JSON out. The use cases are mocked, no socket is opened.

#include "adapters/http/endpoints/challenge.hpp"

#include <gtest/gtest.h>

#include "tests/http/endpoints/factor_mocks.hpp"

namespace chancery::http::test {
namespace {

using inbound::ChallengeAnswer;
using inbound::ChallengeMet;
using inbound::MoreNeeded;
using trompeloeil::_;

class ChallengeEndpointTest : public testing::Test {
 protected:
  MockClients clients;
  MockChallenge challenge;
  ChallengeEndpoint endpoint{clients, challenge};

  Reply from_shop(std::string body) {
    ALLOW_CALL(clients, authenticate(_)).RETURN(shop);
    return endpoint(with_basic(form_request(std::move(body)), "shop:secret"));
  }
  /// What the use case is asked.
  inbound::ChallengeRequest read(std::string body) {
    inbound::ChallengeRequest asked;
    REQUIRE_CALL(challenge, answer(_, _, _))
        .LR_SIDE_EFFECT(asked = _2)
        .RETURN(ChallengeMet{Secret("c"), UserId("u")});
    from_shop(std::move(body));
    return asked;
  }
  Reply answered(ChallengeAnswer answer) {
    REQUIRE_CALL(challenge, answer(_, _, _)).LR_RETURN(answer);
    return from_shop("code_challenge=x");
  }
  void expect_refused(const char* body, const char* error) {
    FORBID_CALL(challenge, answer(_, _, _));
    const auto reply = from_shop(body);
    EXPECT_EQ(reply.status, 400) << body;
    EXPECT_EQ(reply.body, std::string(R"({"error":")") + error + R"("})") << body;
  }
};

TEST_F(ChallengeEndpointTest, ReadsWhatIsAskedFor) {
  const auto asked = read(
      "code_challenge=c&code_challenge_method=S256&scope=b+a&acr_values=2++1&nonce=n"
      "&resource=https://x&resource=https://y&auth_session=s");
  EXPECT_EQ(asked.code_challenge, "c");
  EXPECT_EQ(asked.code_challenge_method, "S256");
  EXPECT_EQ(asked.scopes, (Scopes{"a", "b"}));
  EXPECT_EQ(asked.acr_values, (std::vector<std::string>{"2", "1"}));
  EXPECT_EQ(asked.resources, (std::vector<std::string>{"https://x", "https://y"}));
  EXPECT_EQ(asked.nonce, "n");
  EXPECT_EQ(asked.auth_session, "s");
  EXPECT_TRUE(std::holds_alternative<inbound::NoProof>(asked.proof));
}

TEST_F(ChallengeEndpointTest, WhatIsNotSentIsNotSaid) {
  const auto asked = read("username=ada&password=");
  EXPECT_FALSE(asked.auth_session || asked.code_challenge || asked.code_challenge_method);
  EXPECT_FALSE(asked.scopes || asked.acr_values || asked.resources || asked.nonce);
  EXPECT_TRUE(std::holds_alternative<inbound::NoProof>(asked.proof)) << "a name proves nothing";
}

TEST_F(ChallengeEndpointTest, ReadsEachProof) {
  const auto password = std::get<inbound::PasswordProof>(read("username=ada&password=p").proof);
  EXPECT_EQ(password.username, "ada");
  EXPECT_EQ(password.password.reveal(), "p");
  const auto otp = std::get<FactorProof>(read("auth_session=s&otp=123456").proof);
  EXPECT_EQ(std::get<TotpProof>(otp).code.reveal(), "123456");
  const auto code = std::get<FactorProof>(read("auth_session=s&recovery_code=aaaa").proof);
  EXPECT_EQ(std::get<RecoveryProof>(code).code.reveal(), "aaaa");
  const auto passkey = std::get<FactorProof>(
      read("auth_session=s&passkey=%7B%22id%22%3A%22Y3I%22%2C%22rawId%22%3A%22Y3I%22%2C%22type%22"
           "%3A%22public-key%22%2C%22response%22%3A%7B%22clientDataJSON%22%3A%22e30%22%2C%22"
           "authenticatorData%22%3A%22YQ%22%2C%22signature%22%3A%22cw%22%7D%7D")
          .proof);
  EXPECT_EQ(std::get<PasskeyProof>(passkey).credential_id, "Y3I");
  EXPECT_EQ(std::get<PasskeyProof>(passkey).signature, "s");
}

TEST_F(ChallengeEndpointTest, RefusesWhatItCannotRead) {
  expect_refused("password=p", "invalid_request");
  expect_refused("username=ada&password=p&otp=123456", "invalid_request");
  expect_refused("otp=123456&recovery_code=aaaa", "invalid_request");
  expect_refused("passkey=none", "invalid_request");
  expect_refused("passkey=%7B%7D", "invalid_request");
  expect_refused("scope=%22", "invalid_scope");
  expect_refused("auth_session=a&auth_session=b", "invalid_request");
}

TEST_F(ChallengeEndpointTest, B27_NothingIsReadFromTheUrl) {
  FORBID_CALL(clients, authenticate(_));
  FORBID_CALL(challenge, answer(_, _, _));
  auto request = with_basic(form_request("username=ada&password=p"), "shop:secret");
  request.query = "password=p";
  EXPECT_EQ(endpoint(request).status, 400);
}

TEST_F(ChallengeEndpointTest, AClientProvesWhoItIs) {
  REQUIRE_CALL(clients, authenticate(_)).RETURN(std::unexpected(invalid_client("wrong secret")));
  FORBID_CALL(challenge, answer(_, _, _));
  const auto reply = endpoint(with_basic(form_request("username=ada&password=p"), "shop:guess"));
  EXPECT_EQ(reply.status, 401);
  EXPECT_EQ(reply.body, R"({"error":"invalid_client"})");
}

TEST_F(ChallengeEndpointTest, AnswersWithACode) {
  const auto reply = answered(ChallengeMet{Secret("abc"), UserId("user-1")});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"authorization_code":"abc"})");
  EXPECT_EQ(reply.cache_control, "no-store");
  EXPECT_EQ(reply.log.client_id, "shop");
  EXPECT_EQ(reply.log.more, (decltype(reply.log.more){{"user", "user-1"}}));
}

TEST_F(ChallengeEndpointTest, SaysWhatElseMayBeProved) {
  auto reply = answered(MoreNeeded{.auth_session = "s", .totp = true, .recovery_code = true});
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.body, R"({"error":"insufficient_authorization","auth_session":"s",)"
                        R"("factors":["totp","recovery_code"]})");
  EXPECT_EQ(reply.log.error, "insufficient_authorization");
  EXPECT_EQ(reply.cache_control, "no-store");
  reply =
      answered(MoreNeeded{.auth_session = "s",
                          .password = true,
                          .passkey = PasskeyRequest{.challenge = "Y2g", .party_id = "id.example"}});
  EXPECT_NE(reply.body.find(R"("factors":["password","passkey"],"passkey":{"challenge":"Y2g")"),
            std::string::npos)
      << reply.body;
}

TEST_F(ChallengeEndpointTest, RefusesInTheWordsOfTheProtocol) {
  const struct {
    OAuthError error;
    int status;
    const char* body;
    const char* retry_after;
  } cases[] = {
      {invalid_grant("wrong password"), 400, R"({"error":"invalid_grant"})", "(absent)"},
      {too_many_attempts(std::chrono::seconds(7)), 429, R"({"error":"invalid_grant"})", "7"},
      {{OAuthErrorCode::invalid_session, "x"}, 400, R"({"error":"invalid_session"})", "(absent)"},
      {{OAuthErrorCode::redirect_to_web, "x"}, 400, R"({"error":"redirect_to_web"})", "(absent)"},
      {{OAuthErrorCode::unmet_authentication_requirements, "x"},
       400,
       R"({"error":"unmet_authentication_requirements"})",
       "(absent)"},
      {unauthorized_client("third party"), 400, R"({"error":"unauthorized_client"})", "(absent)"},
  };
  for (const auto& c : cases) {
    const auto reply = answered(c.error);
    EXPECT_EQ(reply.status, c.status) << c.body;
    EXPECT_EQ(reply.body, c.body);
    EXPECT_EQ(header(reply, "Retry-After"), c.retry_after) << c.body;
  }
}

TEST_F(ChallengeEndpointTest, OnlyAPasswordWaitsForAHash) {
  EXPECT_EQ(ChallengeEndpoint::lane(form_request("username=ada&password=p")), Lane::hashing);
  EXPECT_EQ(ChallengeEndpoint::lane(form_request("auth_session=s&otp=123456")), Lane::general);
  EXPECT_EQ(ChallengeEndpoint::lane(form_request("password=a&password=b")), Lane::general);
}

TEST_F(ChallengeEndpointTest, PublicClientsCountAgainstTheirNetworksRate) {
  ALLOW_CALL(challenge, answer(_, _, _)).RETURN(ChallengeMet{Secret("c"), UserId("u")});
  EXPECT_EQ(from_shop("code_challenge=x").is_counted, shop.is_public());
  auto spa = shop;
  spa.auth_method = ClientAuthMethod::none;
  ALLOW_CALL(clients, authenticate(_)).LR_RETURN(spa);
  EXPECT_TRUE(endpoint(form_request("client_id=shop&code_challenge=x")).is_counted);
}

}  // namespace
}  // namespace chancery::http::test
