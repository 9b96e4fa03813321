// /api/v1/auth: JSON in, JSON out. The use cases are mocked, no socket is opened.

#include <gtest/gtest.h>

#include "adapters/http/endpoints/login.hpp"
#include "adapters/http/endpoints/logout.hpp"
#include "adapters/http/endpoints/refresh.hpp"
#include "adapters/http/endpoints/register.hpp"
#include "ports/unavailable.hpp"
#include "tests/http/endpoints/factor_mocks.hpp"

namespace chancery::http::test {
namespace {

using trompeloeil::_;
using Reason = inbound::UserRefusal::Reason;

const Client app{.id = ClientId("app"), .first_party = true};

inbound::TokenResponse pair() {
  return {.access_token = Secret("a"),
          .access_token_id = TokenId("jti-1"),
          .expires_in = Lifetime(600),
          .scopes = {"orders"},
          .login = FamilyId("f1"),
          .user = UserId("u1"),
          .refresh_token = inbound::IssuedRefreshToken{Secret("r"), 0, Lifetime(1000)}};
}

constexpr const char* pair_json =
    R"({"access_token":"a","token_type":"Bearer","expires_in":600,"scope":"orders",)"
    R"("refresh_token":"r","refresh_token_expires_in":1000})";

class ApiAuthTest : public testing::Test {
 protected:
  MockClients clients;
  MockTokens tokens;
  MockOffers offers;
  MockRevocation revocation;
  ApiClient named{clients, std::nullopt};
  ApiClient configured{clients, ClientId("web")};

  LoginEndpoint login{named, tokens, offers};
  RefreshEndpoint refresh{named, tokens};
  LogoutEndpoint logout{named, revocation};

  std::unique_ptr<trompeloeil::expectation> authenticated =
      NAMED_ALLOW_CALL(clients, authenticate(_)).RETURN(app);
};

TEST_F(ApiAuthTest, LoginAsksForTheWholeScopeAndAlwaysForAPair) {
  REQUIRE_CALL(tokens, issue(_, _, _))
      .WITH(_1.id == app.id)
      .WITH(std::get<inbound::PasswordRequest>(_2).username == "ada")
      .WITH(std::get<inbound::PasswordRequest>(_2).password.reveal() == "correct horse")
      .WITH(!std::get<inbound::PasswordRequest>(_2).scopes.has_value())
      .WITH(std::get<inbound::PasswordRequest>(_2).always_pair)
      .RETURN(pair());
  const auto reply = login(
      json_request("POST", R"({"client_id":"app","login":"ada","password":"correct horse"})"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, pair_json);
  EXPECT_EQ(reply.cache_control, "no-store");
  EXPECT_EQ(reply.log.client_id, "app");
}

TEST_F(ApiAuthTest, AnAddressThatIsNotConfirmedIs403) {
  REQUIRE_CALL(tokens, issue(_, _, _)).RETURN(std::unexpected(email_not_verified()));
  const auto reply =
      login(json_request("POST", R"({"client_id":"app","login":"ada","password":"x"})"));
  EXPECT_EQ(told(reply), "403 email_not_verified");
}

TEST_F(ApiAuthTest, AWrongPasswordIs401InvalidCredentials) {
  REQUIRE_CALL(tokens, issue(_, _, _)).RETURN(std::unexpected(invalid_grant("unknown_user")));
  const auto reply =
      login(json_request("POST", R"({"client_id":"app","login":"ada","password":"x"})"));
  EXPECT_EQ(told(reply), "401 invalid_credentials");
  EXPECT_EQ(reply.body.find("unknown_user"), std::string::npos);
  EXPECT_EQ(reply.log.detail, "unknown_user");
}

TEST_F(ApiAuthTest, B81_TooManyAttemptsAre429AndSayWhenToTryAgain) {
  REQUIRE_CALL(tokens, issue(_, _, _)).RETURN(std::unexpected(too_many_attempts(Lifetime(8))));
  const auto reply =
      login(json_request("POST", R"({"client_id":"app","login":"ada","password":"x"})"));
  EXPECT_EQ(told(reply), "429 too_many_attempts");
  EXPECT_EQ(header(reply, "Retry-After"), "8");
}

TEST_F(ApiAuthTest, RefreshGivesTheNextPairOr401InvalidGrant) {
  const auto request = json_request("POST", R"({"client_id":"app","refresh_token":"old"})");
  {
    REQUIRE_CALL(tokens, issue(_, _, _))
        .WITH(std::get<inbound::RefreshTokenRequest>(_2).refresh_token.reveal() == "old")
        .RETURN(pair());
    EXPECT_EQ(refresh(request).body, pair_json);
  }
  REQUIRE_CALL(tokens, issue(_, _, _)).RETURN(std::unexpected(invalid_grant("reuse")));
  EXPECT_EQ(told(refresh(request)), "401 invalid_grant");
}

TEST_F(ApiAuthTest, LogoutEndsTheLoginAndHasNoBody) {
  REQUIRE_CALL(revocation, log_out(_, _, _))
      .WITH(_1.id == app.id && _2.reveal() == "old")
      .RETURN(MockRevocation::Outcome{});
  const auto reply = logout(json_request("POST", R"({"client_id":"app","refresh_token":"old"})"));
  EXPECT_EQ(reply.status, 204);
  EXPECT_EQ(reply.body + reply.content_type, "");
}

TEST_F(ApiAuthTest, B74_LogoutWithAnotherClientsTokenIs403) {
  REQUIRE_CALL(revocation, log_out(_, _, _))
      .RETURN(std::unexpected(unauthorized_client("foreign")));
  EXPECT_EQ(told(logout(json_request("POST", R"({"client_id":"app","refresh_token":"x"})"))),
            "403 unauthorized_client");
}

TEST_F(ApiAuthTest, TheBodyIsTheWayForEitherSecretMethod) {
  ALLOW_CALL(tokens, issue(_, _, _)).RETURN(pair());
  REQUIRE_CALL(clients, authenticate(_))
      .WITH(_1.client == ClientId("app") && !_1.method && _1.secret->reveal() == "s")
      .RETURN(app);
  login(json_request("POST",
                     R"({"client_id":"app","client_secret":"s","login":"ada","password":"x"})"));
}

TEST_F(ApiAuthTest, WithoutAnIdTheConfiguredClientIsMeantIfThereIsOne) {
  const auto request = json_request("POST", R"({"login":"ada","password":"x"})");
  EXPECT_EQ(told(login(request)), "422 invalid client_id:missing");
  ALLOW_CALL(tokens, issue(_, _, _)).RETURN(pair());
  REQUIRE_CALL(clients, authenticate(_))
      .WITH(_1.client == ClientId("web") && !_1.method && !_1.secret)
      .RETURN(app);
  const LoginEndpoint with_default(configured, tokens, offers);
  EXPECT_EQ(with_default(request).status, 200);
  // A secret without a name is nobody's.
  EXPECT_EQ(told(with_default(
                json_request("POST", R"({"client_secret":"s","login":"ada","password":"x"})"))),
            "422 invalid client_id:missing");
}

TEST_F(ApiAuthTest, B26_BasicBesideTheBodyIs400ButABearerTokenIsLetBe) {
  const auto request = json_request("POST", R"({"client_id":"app","refresh_token":"x"})");
  FORBID_CALL(clients, authenticate(_));
  EXPECT_EQ(told(refresh(with_basic(request, "app:secret"))), "400 unreadable");
  auto unreadable_basic = request;
  unreadable_basic.headers.add("Authorization", "Basic ");
  EXPECT_EQ(told(refresh(unreadable_basic)), "400 unreadable");
  ALLOW_CALL(clients, authenticate(_)).RETURN(app);
  ALLOW_CALL(tokens, issue(_, _, _)).RETURN(pair());
  EXPECT_EQ(refresh(with_bearer(request, "old-access-token")).status, 200);
}

TEST_F(ApiAuthTest, UnknownClientsAre401AndOtherPartys403) {
  FORBID_CALL(tokens, issue(_, _, _));
  FORBID_CALL(revocation, log_out(_, _, _));
  const auto request = json_request("POST", R"({"client_id":"app","refresh_token":"x"})");
  {
    ALLOW_CALL(clients, authenticate(_)).RETURN(std::unexpected(invalid_client("wrong")));
    EXPECT_EQ(told(refresh(request)), "401 invalid_client");
    EXPECT_EQ(told(logout(request)), "401 invalid_client");
  }
  ALLOW_CALL(clients, authenticate(_)).RETURN(shop);
  EXPECT_EQ(told(refresh(request)), "403 first_party_only");
  EXPECT_EQ(told(logout(request)), "403 first_party_only");
}

TEST_F(ApiAuthTest, B32_WhatIsMissingOrUnknownIs422AndNothingIsTried) {
  FORBID_CALL(clients, authenticate(_));
  FORBID_CALL(tokens, issue(_, _, _));
  EXPECT_EQ(told(login(json_request("POST", R"({"client_id":"app","username":"ada"})"))),
            "422 invalid login:missing password:missing username:unknown");
  EXPECT_EQ(told(login(json_request(
                "POST", R"({"client_id":7,"login":"ada","password":"x","scope":"admin"})"))),
            "422 invalid client_id:wrong_type scope:unknown");
  EXPECT_EQ(told(refresh(json_request("POST", R"({"client_id":"app","refresh_token":null})"))),
            "422 invalid refresh_token:missing");
  EXPECT_EQ(told(logout(form_request("refresh_token=x"))), "415 unsupported_media_type");
}

class RegisterEndpointTest : public testing::Test {
 protected:
  MockRegistration users;
  MockOnce once;
  RegisterEndpoint endpoint{users, once};

  static Request request(const std::string& key = {}) {
    auto to = json_request("POST", R"({"email":"ada@example.org","password":"correct horse"})",
                           "/api/v1/auth/register");
    to.origin.address = "192.0.2.1";
    if (!key.empty()) to.headers.add("Idempotency-Key", key);
    return to;
  }
};

TEST_F(RegisterEndpointTest, AnswersWithTheAccount) {
  REQUIRE_CALL(users, register_user(_, _))
      .WITH(_1.email == "ada@example.org" && _1.password.reveal() == "correct horse")
      .WITH(_1.username == "ada" && _2.request_id == "request-0001")
      .RETURN(inbound::Registered{ada()});
  const auto reply = endpoint(json_request(
      "POST", R"({"email":"ada@example.org","password":"correct horse","username":"ada"})"));
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body, ada_json);
}

TEST_F(RegisterEndpointTest, B80_WhereTheAddressMustBeVerifiedThereIsOneAnswer) {
  REQUIRE_CALL(users, register_user(_, _)).RETURN(inbound::Registered{});
  const auto reply = endpoint(request());
  EXPECT_EQ(reply.status, 202);
  EXPECT_EQ(reply.body, R"({"status":"verification_required"})");
  EXPECT_TRUE(reply.log.more.empty());
}

TEST_F(RegisterEndpointTest, AnInvitationIsBroughtAlong) {
  REQUIRE_CALL(users, register_user(_, _))
      .WITH(_1.invitation && _1.invitation->reveal() == "T")
      .RETURN(inbound::Registered{ada()});
  EXPECT_EQ(endpoint(json_request("POST", R"({"email":"a@b.example","password":"x",)"
                                          R"("invitation":"T"})"))
                .status,
            201);
}

TEST_F(RegisterEndpointTest, WhoMayNotRegisterIsTold) {
  const struct {
    Reason reason;
    const char* told;
  } cases[] = {{Reason::registration_off, "403 registration_off"},
               {Reason::invitation_missing, "403 invitation_missing"},
               {Reason::invalid_link, "400 invalid_link"},
               {Reason::no_mail, "501 no_mail"}};
  for (const auto& c : cases) {
    REQUIRE_CALL(users, register_user(_, _))
        .RETURN(std::unexpected(inbound::UserRefusal{c.reason, "why"}));
    EXPECT_EQ(told(endpoint(request())), c.told);
  }
}

TEST_F(RegisterEndpointTest, ATakenNameIs409AccountExists) {
  REQUIRE_CALL(users, register_user(_, _))
      .RETURN(std::unexpected(inbound::UserRefusal{Reason::email_taken, "taken"}));
  EXPECT_EQ(told(endpoint(request())), "409 account_exists email:taken");
}

TEST_F(RegisterEndpointTest, B90_NobodyRegistersAsMoreThanAUser) {
  FORBID_CALL(users, register_user(_, _));
  for (const auto* member : {R"("email_verified":true)", R"("roles":["admin"])",
                             R"("disabled":false)", R"("claims":{})"}) {
    EXPECT_EQ(told(endpoint(json_request("POST", R"({"email":"a@b.example","password":"x",)" +
                                                     std::string(member) + "}"))),
              "403 forbidden_field");
  }
  EXPECT_EQ(told(endpoint(json_request("POST", R"({"id":"u1","password":1})"))),
            "422 invalid email:missing password:wrong_type id:unknown");
}

TEST_F(RegisterEndpointTest, AKeyBelongsToItsAddressAndRouteAndTheAnswerIsKept) {
  const FirstTime first{{"id", "attempt"}};
  REQUIRE_CALL(once, begin(_))
      .WITH(_1.caller == "address 192.0.2.1" && _1.route == "POST /api/v1/auth/register")
      .WITH(_1.key == "key-0001" && _1.body == request().body)
      .RETURN(first);
  REQUIRE_CALL(users, register_user(_, _)).RETURN(inbound::Registered{ada()});
  REQUIRE_CALL(once, keep(first.attempt, ada_json));
  EXPECT_EQ(endpoint(request("\"key-0001\"")).status, 201);
}

TEST_F(RegisterEndpointTest, ARepeatedRequestIsNotRunAgain) {
  FORBID_CALL(users, register_user(_, _));
  const struct {
    IdempotencyOutcome outcome;
    const char* told;
  } cases[] = {{StillRunning{}, "409 idempotency_in_progress"},
               {OtherBody{}, "422 idempotency_key_reused"}};
  for (const auto& c : cases) {
    REQUIRE_CALL(once, begin(_)).RETURN(c.outcome);
    EXPECT_EQ(told(endpoint(request("key-0001"))), c.told);
  }
  REQUIRE_CALL(once, begin(_)).RETURN(StillRunning{});
  EXPECT_EQ(header(endpoint(request("key-0001")), "Retry-After"), "1");
  REQUIRE_CALL(once, begin(_)).RETURN(AnsweredBefore{ada_json});
  const auto again = endpoint(request("key-0001"));
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, ada_json);
}

TEST_F(RegisterEndpointTest, ARefusalOrAFailureFreesTheKey) {
  const FirstTime first{{"id", "attempt"}};
  ALLOW_CALL(once, begin(_)).RETURN(first);
  FORBID_CALL(once, keep(_, _));
  {
    REQUIRE_CALL(once, forget(first.attempt));
    REQUIRE_CALL(users, register_user(_, _))
        .RETURN(std::unexpected(inbound::UserRefusal{Reason::weak_password, "weak"}));
    EXPECT_EQ(told(endpoint(request("key-0001"))), "422 invalid password:weak");
  }
  REQUIRE_CALL(once, forget(first.attempt));
  REQUIRE_CALL(users, register_user(_, _)).THROW(Unavailable("down"));
  EXPECT_THROW(endpoint(request("key-0001")), Unavailable);
}

TEST_F(RegisterEndpointTest, AKeyThatIsNoneIs400) {
  FORBID_CALL(once, begin(_));
  FORBID_CALL(users, register_user(_, _));
  for (const auto& key :
       {std::string("short-7"), std::string(129, 'k'), std::string("with space"),
        std::string("\"key-0001"), std::string("key-0001;a=b"), std::string("\"\"")}) {
    EXPECT_EQ(told(endpoint(request(key))), "400 unreadable") << key;
  }
  auto twice = request("key-0001");
  twice.headers.add("Idempotency-Key", "key-0001");
  EXPECT_EQ(told(endpoint(twice)), "400 unreadable");
}

}  // namespace
}  // namespace chancery::http::test
