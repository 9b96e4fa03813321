// /login/factor, and passkeys at /login: what they show, and what their forms come to. The use
// cases are mocked, no socket is opened.

#include <gtest/gtest.h>

#include "tests/http/endpoints/page_mocks.hpp"

namespace chancery::http::test {
namespace {

using inbound::SecondStepOutcome;
using inbound::SignInOutcome;
using trompeloeil::_;

PasskeyRequest asked_of_a_browser() {
  return {.challenge = "Y2hhbGxlbmdl",
          .party_id = "login.example.com",
          .allowed = {{CredentialId("Y3JlZA"), {"usb"}}},
          .verify_user = true};
}

inbound::FactorPage factor_page() {
  return {.client = {.id = "notes", .name = "Notes"},
          .hints = {},
          .user_name = "ada@example.com",
          .offer = {.challenge = "C", .totp = true, .recovery_code = true},
          .redirect_uri = "https://notes.example/cb",
          .interaction = "I"};
}

/// What a browser says of a passkey that it has used, percent-encoded.
constexpr auto used_passkey =
    "%7B%22id%22%3A%22Y3JlZA%22%2C%22type%22%3A%22public-key%22%2C%22response%22%3A%7B"
    "%22clientDataJSON%22%3A%22ZGF0YQ%22%2C%22authenticatorData%22%3A%22YXV0aA%22%2C"
    "%22signature%22%3A%22c2ln%22%2C%22userHandle%22%3Anull%7D%7D";

TEST_F(PagesTest, ThePageOfASecondFactorAsksForWhatThereIs) {
  REQUIRE_CALL(second_step, show("I", "C", _))
      .WITH(is_our_browser(_3))
      .RETURN(SecondStepOutcome(factor_page()));
  const auto reply = ask(get("/login/factor", "interaction=I&challenge=C"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, R"(action="https://login.example.com/login/factor")"));
  EXPECT_TRUE(has(reply, R"(name="challenge" value="C")"));
  EXPECT_TRUE(has(reply, R"(name="csrf" value="B.factor")"));
  EXPECT_TRUE(has(reply, R"(name="code")"));
  EXPECT_TRUE(has(reply, R"(name="recovery_code")"));
  EXPECT_TRUE(has(reply, "ada@example.com"));
  EXPECT_FALSE(has(reply, R"(name="passkey")"));
  EXPECT_EQ(header(reply, "Content-Security-Policy").find("script-src"), std::string::npos);
}

TEST_F(PagesTest, WhereThereIsAPasskeyThePageBringsItsScriptAndNoOther) {
  auto page = factor_page();
  page.offer.passkey = asked_of_a_browser();
  REQUIRE_CALL(second_step, show(_, _, _)).RETURN(SecondStepOutcome(page));
  const auto reply = ask(get("/login/factor", "interaction=I&challenge=C"));
  EXPECT_TRUE(has(reply, R"(data-get="{&quot;challenge&quot;:&quot;Y2hhbGxlbmdl&quot;)"));
  EXPECT_TRUE(has(reply, "&quot;userVerification&quot;:&quot;required&quot;"));
  EXPECT_NE(header(reply, "Content-Security-Policy").find("script-src 'sha256-"),
            std::string::npos);
}

TEST_F(PagesTest, ACodeOfTheAppIsHandedOnAndEndsTheLogin) {
  REQUIRE_CALL(second_step, submit(_, _, _))
      .WITH(_1.interaction == "I" && _1.challenge == "C" && is_our_browser(_2))
      .WITH(std::get<TotpProof>(_1.proof).code.reveal() == "123456")
      .RETURN(SecondStepOutcome(inbound::SignedIn{"I2", Secret("S2"), Lifetime(3600)}));
  const auto reply =
      ask(post("/login/factor", "csrf=B.factor&interaction=I&challenge=C&code=123456"));
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(header(reply, "Location"), "https://login.example.com/consent?interaction=I2");
  EXPECT_EQ(cookies(reply).size(), 2U);
}

TEST_F(PagesTest, ARecoveryCodeIsNoCodeOfTheApp) {
  auto again = factor_page();
  again.refused = true;
  REQUIRE_CALL(second_step, submit(_, _, _))
      .WITH(std::get<RecoveryProof>(_1.proof).code.reveal() == "aaaa-bbbb")
      .RETURN(SecondStepOutcome(again));
  const auto reply = ask(
      post("/login/factor", "csrf=B.factor&interaction=I&challenge=C&recovery_code=aaaa-bbbb"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(has(reply, "role=\"alert\""));
  EXPECT_FALSE(has(reply, "aaaa-bbbb"));
  EXPECT_TRUE(cookies(reply).empty());
  EXPECT_EQ(reply.log.error, "wrong_factor");
}

TEST_F(PagesTest, B86_TooManyCodesAskToWait) {
  auto again = factor_page();
  again.refused = true;
  again.retry_after = Lifetime(32);
  REQUIRE_CALL(second_step, submit(_, _, _)).RETURN(SecondStepOutcome(again));
  const auto reply =
      ask(post("/login/factor", "csrf=B.factor&interaction=I&challenge=C&code=123456"));
  EXPECT_EQ(reply.status, 429);
  EXPECT_EQ(header(reply, "Retry-After"), "32");
}

TEST_F(PagesTest, B76_AnotherPagesCodeIsNotLookedAt) {
  FORBID_CALL(second_step, submit(_, _, _));
  EXPECT_EQ(
      ask(post("/login/factor", "csrf=B.login&interaction=I&challenge=C&code=123456")).status, 403);
}

TEST_F(PagesTest, AChallengeThatIsLostLeadsBackToTheLogin) {
  REQUIRE_CALL(second_step, show(_, "", _))
      .RETURN(SecondStepOutcome(inbound::GoToLogin{"I"}));
  const auto reply = ask(get("/login/factor", "interaction=I"));
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(header(reply, "Location"), "https://login.example.com/login?interaction=I");
}

TEST_F(PagesTest, B87_ARightPasswordThatIsNotEnoughSetsNoSession) {
  REQUIRE_CALL(sign_in, submit(_, _, _)).RETURN(SignInOutcome(inbound::GoToFactor{"I2", "C"}));
  const auto reply = ask(post("/login", "csrf=B.login&interaction=I&username=ada&password=x"));
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(header(reply, "Location"),
            "https://login.example.com/login/factor?interaction=I2&challenge=C");
  EXPECT_TRUE(cookies(reply).empty());
}

TEST_F(PagesTest, TheLoginPageOffersAPasskeyWhereThereCanBeOne) {
  inbound::LoginPage page{.client = {.id = "notes", .name = "Notes"},
                          .hints = {},
                          .redirect_uri = "https://notes.example/cb",
                          .interaction = "I"};
  page.passkey = inbound::FactorOffer{.challenge = "P", .passkey = asked_of_a_browser()};
  REQUIRE_CALL(sign_in, show("I", _)).RETURN(page);
  const auto reply = ask(get("/login", "interaction=I"));
  EXPECT_TRUE(has(reply, R"(name="challenge" value="P")"));
  EXPECT_NE(header(reply, "Content-Security-Policy").find("script-src 'sha256-"),
            std::string::npos);
}

TEST_F(PagesTest, AUsedPasskeyIsReadAsTheBrowserWroteIt) {
  REQUIRE_CALL(sign_in, submit_passkey(_, _, _))
      .WITH(_1.interaction == "I" && _1.challenge == "P" && is_our_browser(_2))
      .WITH(_1.proof.credential_id == "Y3JlZA" && _1.proof.client_data == "data")
      .WITH(_1.proof.authenticator_data == "auth" && _1.proof.signature == "sig")
      .WITH(!_1.proof.user_handle)
      .RETURN(SignInOutcome(inbound::SignedIn{"I2", Secret("S2"), Lifetime(3600)}));
  const auto reply = ask(post(
      "/login", std::string("csrf=B.login&interaction=I&challenge=P&passkey=") + used_passkey));
  EXPECT_EQ(reply.status, 303);
}

TEST_F(PagesTest, B88_WhatIsNoPasskeyIsRefusedAsAWrongOne) {
  for (const char* const wrong : {"x", "%7B%7D", "%5B1%5D", "%7B%22id%22%3A1%7D"}) {
    inbound::LoginPage page{.client = {.id = "notes", .name = "Notes"},
                            .hints = {},
                            .redirect_uri = "https://notes.example/cb",
                            .interaction = "I"};
    page.passkey_refused = true;
    REQUIRE_CALL(sign_in, submit_passkey(_, _, _))
        .WITH(_1.proof.credential_id.empty())
        .RETURN(SignInOutcome(page));
    const auto reply = ask(
        post("/login", std::string("csrf=B.login&interaction=I&challenge=P&passkey=") + wrong));
    EXPECT_TRUE(has(reply, "role=\"alert\"")) << wrong;
  }
}

}  // namespace
}  // namespace chancery::http::test
