// Second factors at the first-party API: logging in with one, and managing one's own.

#include <gtest/gtest.h>

#include "adapters/http/endpoints/login.hpp"
#include "adapters/http/endpoints/login_factor.hpp"
#include "adapters/http/endpoints/my_factors.hpp"
#include "tests/http/endpoints/factor_mocks.hpp"

namespace chancery::http::test {
namespace {

using inbound::FactorRefusal;
using trompeloeil::_;
using Reason = FactorRefusal::Reason;

const Client app{.id = ClientId("app"), .name = "App", .first_party = true};

/// As a browser says it: bytes that spell what they are.
constexpr const char* used_passkey =
    R"("passkey":{"id":"Y3JlZA","rawId":"Y3JlZA","type":"public-key","response":{)"
    R"("clientDataJSON":"ZGF0YQ","authenticatorData":"YXV0aA","signature":"c2ln",)"
    R"("userHandle":"dXNlcg"},"clientExtensionResults":{}})";

inbound::FactorOffer offered() {
  return {.challenge = "C",
          .totp = true,
          .recovery_code = true,
          .passkey = PasskeyRequest{.challenge = "Yw",
                                    .party_id = "id.example",
                                    .allowed = {{CredentialId("Y3JlZA"), {"usb"}}}}};
}

constexpr const char* offered_json =
    R"({"challenge":"C","factors":["totp","recovery_code","passkey"],"passkey":{"challenge":"Yw",)"
    R"("rpId":"id.example","timeout":300000,"allowCredentials":[{"type":"public-key",)"
    R"("id":"Y3JlZA","transports":["usb"]}],"userVerification":"preferred"}})";

class LoginFactorTest : public testing::Test {
 protected:
  MockClients clients;
  MockTokens tokens;
  MockOffers offers;
  ApiClient named{clients, std::nullopt};
  LoginEndpoint login{named, tokens, offers};
  LoginFactorEndpoint factor{named, tokens, offers};

  std::unique_ptr<trompeloeil::expectation> authenticated =
      NAMED_ALLOW_CALL(clients, authenticate(_)).RETURN(app);

  Reply answer(const std::string& members) const {
    return factor.answer(
        json_request("POST", R"({"client_id":"app","challenge":"C",)" + members + "}"));
  }
  static auto refused(OAuthErrorCode code) {
    return std::expected<inbound::TokenResponse, OAuthError>(
        std::unexpected(OAuthError{code, "why"}));
  }
};

TEST_F(LoginFactorTest, B87_APasswordThatIsNotEnoughBringsWhatIsAskedFor) {
  OAuthError error{OAuthErrorCode::mfa_required, ""};
  error.challenge = "C";
  REQUIRE_CALL(tokens, issue(_, _, _)).RETURN(std::unexpected(error));
  REQUIRE_CALL(offers, offer(ClientId("app"), "C")).RETURN(offered());
  const auto reply =
      login(json_request("POST", R"({"client_id":"app","login":"ada","password":"p"})"));
  EXPECT_EQ(told(reply), "403 mfa_required");
  const auto body = codec::read_json(reply.body).value();
  EXPECT_EQ(codec::write_json(*body.find("mfa")), offered_json);
  EXPECT_EQ(body.find("access_token"), nullptr);
}

TEST_F(LoginFactorTest, ACodeIsHandedOnWithItsChallenge) {
  REQUIRE_CALL(tokens, issue(_, _, _))
      .WITH(std::get<inbound::FactorRequest>(_2).challenge == "C")
      .WITH(std::get<TotpProof>(std::get<inbound::FactorRequest>(_2).proof).code.reveal() ==
            "123456")
      .RETURN(inbound::TokenResponse{.access_token = Secret("a"),
                                     .access_token_id = TokenId("t"),
                                     .expires_in = Lifetime(600),
                                     .scopes = {}});
  EXPECT_EQ(answer(R"("code":"123456")").status, 200);
}

TEST_F(LoginFactorTest, APasskeyIsReadAsTheBrowserWroteIt) {
  REQUIRE_CALL(tokens, issue(_, _, _))
      .WITH([](const inbound::TokenRequest& wanted) {
        const auto& proof = std::get<PasskeyProof>(std::get<inbound::FactorRequest>(wanted).proof);
        return proof.credential_id == "Y3JlZA" && proof.client_data == "data" &&
               proof.authenticator_data == "auth" && proof.signature == "sig" &&
               proof.user_handle == "user";
      }(_2))
      .RETURN(refused(OAuthErrorCode::invalid_grant));
  const auto reply = answer(used_passkey);
  EXPECT_EQ(told(reply), "401 wrong_factor");
}

TEST_F(LoginFactorTest, ExactlyOneAnswerIsTaken) {
  FORBID_CALL(tokens, issue(_, _, _));
  const struct {
    const char* members;
    const char* told;
  } rows[] = {
      {R"("name":"x")", "422 invalid code:missing name:unknown"},
      {R"("code":"1","recovery_code":"2")", "422 invalid code:invalid"},
      {R"("code":1)", "422 invalid code:wrong_type"},
      {R"("passkey":"x")", "422 invalid passkey:wrong_type code:missing"},
      {R"("passkey":{})", "422 invalid passkey:invalid"},
      {R"("passkey":{"id":"Y3JlZA","type":"public-key"})", "422 invalid passkey:invalid"},
      {R"("passkey":{"id":"Y3JlZA=","type":"public-key","response":{"clientDataJSON":"ZGF0YQ",)"
       R"("authenticatorData":"YXV0aA","signature":"c2ln"}})",
       "422 invalid passkey:invalid"},
  };
  for (const auto& [members, expected] : rows) {
    EXPECT_EQ(told(answer(members)), expected) << members;
  }
}

TEST_F(LoginFactorTest, ALostChallengeSaysToLogInAgain) {
  REQUIRE_CALL(tokens, issue(_, _, _)).RETURN(refused(OAuthErrorCode::invalid_session));
  const auto reply = answer(R"("code":"123456")");
  EXPECT_EQ(told(reply), "401 challenge_lost");
}

TEST_F(LoginFactorTest, B86_TooManyAttemptsSayHowLongToWait) {
  REQUIRE_CALL(tokens, issue(_, _, _))
      .RETURN(std::unexpected(too_many_attempts(std::chrono::seconds(8))));
  const auto reply = answer(R"("code":"123456")");
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(header(reply, "Retry-After"), "8");
}

TEST_F(LoginFactorTest, B80_WhatAPasskeyIsAskedForIsTheSameForEverybody) {
  inbound::FactorOffer offer{.challenge = "C"};
  offer.passkey = PasskeyRequest{.challenge = "Yw", .party_id = "id.example", .verify_user = true};
  REQUIRE_CALL(offers, offer_passkey(ClientId("app"))).RETURN(offer);
  const auto reply = factor.ask_passkey(json_request("POST", R"({"client_id":"app"})"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"challenge":"C","factors":["passkey"],"passkey":{"challenge":"Yw",)"
                        R"("rpId":"id.example","timeout":300000,"allowCredentials":[],)"
                        R"("userVerification":"required"}})");
}

TEST_F(LoginFactorTest, WhereThereCanBeNoPasskeyThatIsSaid) {
  REQUIRE_CALL(offers, offer_passkey(_)).RETURN(std::nullopt);
  const auto reply = factor.ask_passkey(json_request("POST", R"({"client_id":"app"})"));
  EXPECT_EQ(told(reply), "501 no_passkeys");
}

class MyFactorsTest : public testing::Test {
 protected:
  MockBearer bearer;
  MockProveAgain prove;
  MockEnrolment enrol;
  MockFactors factors;
  MyFactorsEndpoint endpoint{{bearer, prove, enrol, factors}};
  const Factor phone{.id = FactorId("f1"),
                     .kind = FactorKind::totp,
                     .name = "phone",
                     .created_at = Instant(Lifetime(1'767'225'600))};

  std::unique_ptr<trompeloeil::expectation> authenticated =
      NAMED_ALLOW_CALL(bearer, authenticate(_))
          .WITH(_1.reveal() == "tok")
          .RETURN(inbound::Caller{ada(), ClientId("app"), FamilyId("s2")});

  static Request asks(std::string body, std::string path = "/") {
    return with_bearer(json_request("POST", std::move(body), std::move(path)), "tok");
  }
  static bool is_adas(const inbound::FactorOwner& owner) {
    return owner.user.id == UserId("u1") && owner.holder == "s2" && owner.client == ClientId("app");
  }
  static auto refusal(Reason reason) {
    return std::unexpected(FactorRefusal{.reason = reason, .message = "because"});
  }
};

TEST_F(MyFactorsTest, WithoutATokenNothingIsAsked) {
  EXPECT_EQ(endpoint.list({.method = "GET", .path = "/"}).status, 401);
  EXPECT_EQ(endpoint.prove(json_request("POST", R"({"current_password":"p"})")).status, 401);
}

TEST_F(MyFactorsTest, ListsThemAndHowManyRecoveryCodesAreLeft) {
  REQUIRE_CALL(factors, list(UserId("u1"))).RETURN(inbound::FactorList{{phone}, 9});
  const auto reply = endpoint.list(with_bearer({.method = "GET", .path = "/"}, "tok"));
  EXPECT_EQ(reply.body,
            R"({"items":[{"id":"f1","kind":"totp","name":"phone",)"
            R"("created_at":"2026-01-01T00:00:00Z","last_used_at":null}],"recovery_codes":9})");
}

TEST_F(MyFactorsTest, APasswordProvesForThisLoginOnly) {
  REQUIRE_CALL(prove, by_password(_, _, _))
      .WITH(is_adas(_1) && _2.reveal() == "p")
      .RETURN(std::string("proof"));
  const auto reply = endpoint.prove(asks(R"({"current_password":"p"})"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"proof":"proof","expires_in":600})");
}

TEST_F(MyFactorsTest, B87_APasswordAloneDoesNotProveWhereThereIsAFactor) {
  FactorRefusal more{.reason = Reason::factor_needed, .message = "more"};
  more.offer = offered();
  REQUIRE_CALL(prove, by_password(_, _, _)).RETURN(std::unexpected(more));
  const auto reply = endpoint.prove(asks(R"({"current_password":"p"})"));
  EXPECT_EQ(told(reply), "403 mfa_required");
  EXPECT_NE(reply.body.find(offered_json), std::string::npos);
}

TEST_F(MyFactorsTest, TheAnswerToThatProves) {
  REQUIRE_CALL(prove, by_factor(_, "C", _, _))
      .WITH(is_adas(_1) && std::get<RecoveryProof>(_3).code.reveal() == "aaaa")
      .RETURN(std::string("proof"));
  EXPECT_EQ(endpoint.prove(asks(R"({"challenge":"C","recovery_code":"aaaa"})")).status, 200);
}

TEST_F(MyFactorsTest, EveryRefusalHasItsStatusAndWord) {
  const struct {
    Reason reason;
    const char* told;
  } rows[] = {
      {Reason::proof_needed, "403 proof_needed"},
      {Reason::wrong_password, "422 invalid current_password:wrong"},
      {Reason::wrong_factor, "403 wrong_factor"},
      {Reason::challenge_lost, "403 challenge_lost"},
      {Reason::too_many_attempts, "429 too_many_attempts"},
      {Reason::enrolment_lost, "403 enrolment_lost"},
      {Reason::wrong_code, "422 invalid code:wrong"},
      {Reason::wrong_passkey, "422 invalid passkey:wrong"},
      {Reason::passkey_taken, "409 passkey_taken passkey:taken"},
      {Reason::too_many_passkeys, "409 too_many_passkeys"},
      {Reason::no_passkeys_here, "501 no_passkeys"},
      {Reason::invalid_name, "422 invalid name:invalid"},
      {Reason::unknown, "404 not_found"},
  };
  for (const auto& [reason, expected] : rows) {
    REQUIRE_CALL(enrol, begin_totp(_, "proof")).RETURN(refusal(reason));
    EXPECT_EQ(told(endpoint.begin_totp(asks(R"({"proof":"proof"})"))), expected);
  }
}

TEST_F(MyFactorsTest, AnAppIsGivenItsKeyAsTextAndAsPicture) {
  REQUIRE_CALL(enrol, begin_totp(_, "proof"))
      .WITH(is_adas(_1))
      .RETURN(inbound::TotpEnrolment{"E", Secret("GEZDGNBV"), Secret("otpauth://totp/x")});
  const auto reply = endpoint.begin_totp(asks(R"({"proof":"proof"})"));
  EXPECT_EQ(reply.status, 200);
  const auto body = codec::read_json(reply.body).value();
  EXPECT_EQ(*body.find("secret")->as_string(), "GEZDGNBV");
  EXPECT_TRUE(body.find("qr")->as_string()->starts_with("<svg "));
}

TEST_F(MyFactorsTest, TheFirstFactorBringsRecoveryCodesAndTheNextNone) {
  const inbound::Enrolled first{
      .factor = phone, .proof = "both", .recovery_codes = {Secret("aaaa"), Secret("bbbb")}};
  REQUIRE_CALL(enrol, confirm_totp(_, "E", _, _, _))
      .WITH(_3.reveal() == "123456" && _4 == "phone")
      .RETURN(first);
  const auto reply =
      endpoint.confirm_totp(asks(R"({"enrolment":"E","code":"123456","name":"phone"})"));
  EXPECT_EQ(reply.status, 201);
  EXPECT_NE(reply.body.find(R"("recovery_codes":["aaaa","bbbb"])"), std::string::npos);
  EXPECT_NE(reply.body.find(R"("proof":"both")"), std::string::npos);

  REQUIRE_CALL(enrol, confirm_totp(_, _, _, _, _))
      .RETURN(inbound::Enrolled{.factor = phone, .proof = "both"});
  const auto next = endpoint.confirm_totp(asks(R"({"enrolment":"E","code":"123456"})"));
  EXPECT_EQ(next.body.find("recovery_codes"), std::string::npos);
}

TEST_F(MyFactorsTest, ANewPasskeyIsReadAsTheBrowserWroteIt) {
  REQUIRE_CALL(enrol, confirm_passkey(_, "E", _, _, _))
      .WITH(_3.credential_id == "Y3JlZA" && _3.client_data == "data" &&
            _3.attestation_object == "att" && _3.transports == std::vector<std::string>{"usb"})
      .RETURN(inbound::Enrolled{.factor = phone, .proof = "both"});
  const auto reply = endpoint.confirm_passkey(
      asks(R"({"enrolment":"E","passkey":{"id":"Y3JlZA","type":"public-key","response":)"
           R"({"clientDataJSON":"ZGF0YQ","attestationObject":"YXR0","transports":["usb"]}}})"));
  EXPECT_EQ(reply.status, 201);
}

TEST_F(MyFactorsTest, ChangesNameTheFactorByThePathAndCarryTheProof) {
  const std::string path = "/api/v1/users/me/factors/f1";
  REQUIRE_CALL(factors, rename(_, "proof", FactorId("f1"), "mine", _)).RETURN(phone);
  EXPECT_EQ(endpoint.rename(asks(R"({"proof":"proof","name":"mine"})", path)).status, 200);
  REQUIRE_CALL(factors, remove(_, "proof", FactorId("f1"), _)).RETURN(MockFactors::Done());
  EXPECT_EQ(endpoint.remove(asks(R"({"proof":"proof"})", path)).status, 204);
  REQUIRE_CALL(factors, remove(_, "", FactorId("f1"), _)).RETURN(refusal(Reason::proof_needed));
  EXPECT_EQ(endpoint.remove(asks("{}", path)).status, 403);
}

TEST_F(MyFactorsTest, OnlyAdministratorsTakeEveryFactorOfAnother) {
  FORBID_CALL(factors, remove_all(_, _));
  EXPECT_EQ(endpoint.remove_all(asks("", "/api/v1/users/u2/factors")).status, 403);
}

TEST_F(MyFactorsTest, AnAdministratorHelpsWhoHasLostThem) {
  REQUIRE_CALL(bearer, authenticate(_))
      .RETURN(inbound::Caller{admin(), ClientId("app"), FamilyId("s3")})
      .TIMES(2);
  REQUIRE_CALL(factors, remove_all(UserId("u2"), _)).RETURN(2U);
  EXPECT_EQ(endpoint.remove_all(asks("", "/api/v1/users/u2/factors")).status, 204);
  REQUIRE_CALL(factors, remove_all(UserId("u2"), _)).RETURN(0U);
  EXPECT_EQ(endpoint.remove_all(asks("", "/api/v1/users/u2/factors")).status, 404);
}

}  // namespace
}  // namespace chancery::http::test
