// From an authorization request to tokens: what the browser is asked, and what a code buys.

#include <gtest/gtest.h>

#include "tests/usecases/provider.hpp"

namespace chancery::test {
namespace {

class AuthorizationCodeFlowTest : public testing::Test, protected Provider {
 protected:
  std::string code(Parameters more = {}) {
    return answer(visitor.through(request(std::move(more))), "code");
  }
  OAuthErrorCode refused(const inbound::AuthorizationCodeRequest& asked) {
    return redeem(asked).error().code;
  }
  inbound::AuthorizationCodeRequest rightly(const std::string& text) {
    return {.code = Secret(text),
            .redirect_uri = "https://shop.example/cb",
            .code_verifier = Secret(verifier)};
  }
};

TEST_F(AuthorizationCodeFlowTest, ANewUserLogsInAllowsAndTheClientGetsTokens) {
  auto step = visitor.visit(request({{"login_hint", "ada@example.org"}}));
  const auto& login = std::get<inbound::GoToLogin>(step);
  const auto page = sign_in.show(login.interaction, visitor.browser).value();
  EXPECT_EQ(page.client.name, "Shop");
  EXPECT_EQ(page.login_name, "ada@example.org");
  const auto done = visitor.try_login(page.interaction, "ada", user_password);
  step = visitor.go_on(std::get<inbound::SignedIn>(done).interaction);
  const auto& consent = std::get<inbound::ShowConsent>(step).page;
  EXPECT_EQ(consent.user_name, "ada@example.org");
  EXPECT_EQ(consent.scopes, (Scopes{"openid", "email", "offline_access"}));
  step = visitor.allow(consent.interaction);

  const auto tokens = redeem(answer(step, "code"));
  ASSERT_TRUE(tokens && tokens->refresh_token && tokens->id_token);
  const auto& claims = payload(*tokens);
  EXPECT_EQ(*claims.find("sub")->as_string(), user.id.value());
  EXPECT_EQ(*claims.find("aud")->as_string(), "shop");
  EXPECT_EQ(*claims.find("nonce")->as_string(), "n-1");
  EXPECT_EQ(*claims.find("acr")->as_string(), "1");
  EXPECT_EQ(*claims.find("sid")->as_string(), tokens->login->value());
  EXPECT_EQ(*claims.find("at_hash")->as_string(),
            codec::base64url(digests.sha256(tokens->access_token.reveal()).substr(0, 16)));
  EXPECT_EQ(claims.find("email"), nullptr);
  EXPECT_TRUE(read_userinfo.read(tokens->access_token)->claims.find("email"));
}

TEST_F(AuthorizationCodeFlowTest, B14_EveryAnswerNamesTheIssuerAndTheStateAsItWas) {
  const auto success = visitor.through(request());
  EXPECT_EQ(answer(success, "iss"), issuer.value());
  EXPECT_EQ(answer(success, "state"), "s t&te");
  const auto error = visitor.visit(request({{"prompt", "none consent"}}));
  EXPECT_EQ(answer(error, "error"), "invalid_request");
  EXPECT_EQ(answer(error, "iss"), issuer.value());
  EXPECT_EQ(answer(error, "state"), "s t&te");
}

TEST_F(AuthorizationCodeFlowTest, ASecondRequestIsSilentAndKeepsTheTimeOfLogin) {
  const auto first = tokens_for(visitor);
  clock.at += 100s;
  const auto step = visitor.visit(request({{"prompt", "none"}}));
  const auto second = redeem(answer(step, "code")).value();
  EXPECT_EQ(*payload(first).find("auth_time"), *payload(second).find("auth_time"));
  EXPECT_NE(first.login, second.login);
}

TEST_F(AuthorizationCodeFlowTest, PromptNoneSaysWhatWouldHaveBeenAsked) {
  EXPECT_EQ(answer(visitor.visit(request({{"prompt", "none"}})), "error"), "login_required");
  code();
  EXPECT_EQ(
      answer(visitor.visit(request({{"prompt", "none"}, {"scope", "openid profile"}})), "error"),
      "consent_required");
}

TEST_F(AuthorizationCodeFlowTest, B12_ALoginThatIsAskedForIsNotReplacedByTheOldSession) {
  const auto before = tokens_for(visitor);
  clock.at += 1s;
  const auto step = visitor.visit(request({{"prompt", "login"}}));
  const auto interaction = std::get<inbound::GoToLogin>(step).interaction;
  // Around the page: the step after it asks again.
  EXPECT_TRUE(std::holds_alternative<inbound::GoToLogin>(visitor.go_on(interaction)));
  const auto cancelled = sign_in.cancel(interaction, visitor.browser);
  EXPECT_EQ(answer(cancelled, "error"), "access_denied");
  const auto after = redeem(answer(visitor.visit(request({{"prompt", "none"}})), "code")).value();
  EXPECT_EQ(*payload(after).find("auth_time"), *payload(before).find("auth_time"));
}

TEST_F(AuthorizationCodeFlowTest, B7_B79_AnInteractionOfAnotherBrowserOrAnEditedOneIsLost) {
  const auto step = visitor.visit(request());
  const auto interaction = std::get<inbound::GoToLogin>(step).interaction;
  Visitor other{*this};
  static_cast<void>(other.visit(request()));
  for (const auto& browser : {other.browser, inbound::Browser{}}) {
    EXPECT_EQ(sign_in.show(interaction, browser).error(), inbound::PageFault::interaction_lost);
  }
  auto edited = interaction;
  edited.front() = edited.front() == 'A' ? 'B' : 'A';
  EXPECT_EQ(sign_in.show(edited, visitor.browser).error(), inbound::PageFault::interaction_lost);
  clock.at += 1h - 1s;
  EXPECT_TRUE(sign_in.show(interaction, visitor.browser));
  clock.at += 1s;
  EXPECT_EQ(sign_in.show(interaction, visitor.browser).error(),
            inbound::PageFault::interaction_lost);
}

TEST_F(AuthorizationCodeFlowTest, AWrongPasswordShowsThePageAgainAndBeginsNothing) {
  const auto step = visitor.visit(request());
  const auto outcome = visitor.try_login(std::get<inbound::GoToLogin>(step).interaction, "ada",
                                         Secret("wrong password"));
  const auto& page = std::get<inbound::LoginPage>(outcome);
  EXPECT_TRUE(page.refused);
  EXPECT_EQ(page.login_name, "ada");
  EXPECT_TRUE(database.snapshot().browser_sessions.empty());
  EXPECT_EQ(events(AuditType::login_failed).size(), 1U);
}

TEST_F(AuthorizationCodeFlowTest, AnonymousVisitsWriteNothing) {
  const auto before = database.snapshot();
  static_cast<void>(visitor.visit(request()));
  const auto after = database.snapshot();
  EXPECT_EQ(before.events, after.events);
  EXPECT_TRUE(after.authorization_codes.empty() && after.browser_sessions.empty());
}

TEST_F(AuthorizationCodeFlowTest, WhoSaysNoIsRemembered_ByNobody) {
  auto step = visitor.visit(request());
  const auto done =
      visitor.try_login(std::get<inbound::GoToLogin>(step).interaction, "ada", user_password);
  const auto denied =
      give_consent.deny(std::get<inbound::SignedIn>(done).interaction, visitor.browser);
  EXPECT_EQ(answer(denied, "error"), "access_denied");
  EXPECT_TRUE(manage_consents.list(user.id).empty());
}

TEST_F(AuthorizationCodeFlowTest, AllowingAfterTheSessionEndedAllowsNothing) {
  auto step = visitor.visit(request());
  const auto done =
      visitor.try_login(std::get<inbound::GoToLogin>(step).interaction, "ada", user_password);
  const auto interaction = std::get<inbound::SignedIn>(done).interaction;
  visitor.browser.session.reset();
  EXPECT_TRUE(std::holds_alternative<inbound::GoToLogin>(visitor.allow(interaction)));
  EXPECT_TRUE(manage_consents.list(user.id).empty());
}

TEST_F(AuthorizationCodeFlowTest, FirstPartyClientsAskForNoConsent) {
  auto own = shop;
  own.first_party = true;
  ASSERT_TRUE(manage_clients.update(own, {}));
  auto step = visitor.visit(request());
  const auto done =
      visitor.try_login(std::get<inbound::GoToLogin>(step).interaction, "ada", user_password);
  step = visitor.go_on(std::get<inbound::SignedIn>(done).interaction);
  EXPECT_TRUE(redeem(answer(step, "code")));
}

TEST_F(AuthorizationCodeFlowTest, B19_AnotherClientGetsNothingAndTheCodeStaysGood) {
  const auto text = code();
  auto thief = shop;
  thief.id = ClientId("thief");
  const auto other = add_client(thief);
  EXPECT_EQ(issue_tokens.issue(other, rightly(text), context).error().code,
            OAuthErrorCode::invalid_grant);
  EXPECT_TRUE(redeem(text));
}

TEST_F(AuthorizationCodeFlowTest, B20_ASecondUseEndsWhatTheFirstGave) {
  const auto text = code();
  const auto tokens = redeem(text).value();
  EXPECT_EQ(redeem(text).error().code, OAuthErrorCode::invalid_grant);
  EXPECT_FALSE(is_live(tokens));
  EXPECT_FALSE(read_userinfo.read(tokens.access_token));
  EXPECT_FALSE(
      issue_tokens.issue(shop, inbound::RefreshTokenRequest{tokens.refresh_token->token}, context));
  ASSERT_EQ(events(AuditType::login_ended).size(), 1U);
  EXPECT_EQ(events(AuditType::login_ended)[0].reason, "code_reuse");
  EXPECT_EQ(redeem(text).error().code, OAuthErrorCode::invalid_grant);
  EXPECT_EQ(events(AuditType::login_ended).size(), 1U);
}

TEST_F(AuthorizationCodeFlowTest, B21_ACodeIsGoodForAMinute) {
  const auto text = code();
  const auto late = code();
  clock.at += 59s;
  EXPECT_TRUE(redeem(text));
  clock.at += 1s;
  EXPECT_EQ(redeem(late).error().code, OAuthErrorCode::invalid_grant);
}

TEST_F(AuthorizationCodeFlowTest, B22_TheRedirectUriMustBeRepeated) {
  const auto text = code();
  auto asked = rightly(text);
  asked.redirect_uri = "https://shop.example/cb2";
  EXPECT_EQ(refused(asked), OAuthErrorCode::invalid_grant);
  asked.redirect_uri.reset();
  EXPECT_EQ(refused(asked), OAuthErrorCode::invalid_grant);
}

TEST_F(AuthorizationCodeFlowTest, B23_AWrongVerifierBurnsTheCode) {
  const std::optional<std::string> wrong[] = {std::nullopt, std::string(43, 'w'),
                                              std::string(42, 'v'), std::string(129, 'v'),
                                              std::string(42, 'v') + "="};
  for (const auto& verifier_sent : wrong) {
    const auto text = code();
    auto asked = rightly(text);
    asked.code_verifier =
        verifier_sent ? std::optional(Secret(*verifier_sent)) : std::optional<Secret>();
    EXPECT_EQ(refused(asked), OAuthErrorCode::invalid_grant);
    EXPECT_EQ(refused(rightly(text)), OAuthErrorCode::invalid_grant) << "burnt";
  }
}

TEST_F(AuthorizationCodeFlowTest, B24_AVerifierWithoutAChallengeBuysNothing) {
  auto lax = shop;
  lax.require_pkce = false;
  ASSERT_TRUE(manage_clients.update(lax, {}));
  const auto text = code({{"code_challenge", ""}, {"code_challenge_method", ""}});
  EXPECT_EQ(refused(rightly(text)), OAuthErrorCode::invalid_grant);
  auto again = rightly(code({{"code_challenge", ""}, {"code_challenge_method", ""}}));
  again.code_verifier.reset();
  EXPECT_TRUE(redeem(again));
}

TEST_F(AuthorizationCodeFlowTest, ACodeDiesWithSessionUserAndScopes) {
  auto text = code();
  auto narrowed = *clients.find(shop.id);
  narrowed.scopes = {"openid"};
  ASSERT_TRUE(manage_clients.update(narrowed, {}));
  EXPECT_EQ(redeem(text).error().code, OAuthErrorCode::invalid_grant);
  narrowed = *clients.find(shop.id);
  narrowed.scopes = shop.scopes;
  ASSERT_TRUE(manage_clients.update(narrowed, {}));
  EXPECT_TRUE(redeem(text)) << "until then nothing has changed";

  text = code();
  static_cast<void>(log_out.confirm({}, visitor.browser, context));
  EXPECT_EQ(redeem(text).error().code, OAuthErrorCode::invalid_grant);

  text = code();
  ASSERT_TRUE(manage_users.set_password(user.id, user_password, command));
  EXPECT_EQ(redeem(text).error().code, OAuthErrorCode::invalid_grant);
  EXPECT_EQ(answer(visitor.visit(request({{"prompt", "none"}})), "error"), "login_required")
      << "the session has ended too";
}

TEST_F(AuthorizationCodeFlowTest, RefreshingBringsAFreshIdTokenOfTheSameLogin) {
  const auto first = tokens_for(visitor);
  clock.at += 300s;
  const auto again =
      issue_tokens.issue(shop, inbound::RefreshTokenRequest{first.refresh_token->token}, context)
          .value();
  ASSERT_TRUE(again.id_token);
  EXPECT_EQ(payload(again).find("nonce"), nullptr);
  for (const auto* name : {"iss", "sub", "aud", "auth_time", "sid", "acr"}) {
    EXPECT_EQ(*payload(again).find(name), *payload(first).find(name)) << name;
  }
  EXPECT_NE(*payload(again).find("iat"), *payload(first).find("iat"));
}

TEST_F(AuthorizationCodeFlowTest, PairwiseSubjectsHideTheUserEverywhere) {
  auto secretive = shop;
  secretive.subject_type = SubjectType::pairwise;
  ASSERT_TRUE(manage_clients.update(secretive, {}));
  const auto tokens = tokens_for(visitor);
  const auto subject =
      codec::base64url("subject of shop.example" + std::string(1, '\0') + user.id.value());
  EXPECT_EQ(*payload(tokens).find("sub")->as_string(), subject);
  EXPECT_EQ(signer.verify(tokens.access_token.reveal())->subject, subject);
  const auto info = read_userinfo.read(tokens.access_token).value();
  EXPECT_EQ(*info.claims.find("sub")->as_string(), subject);
  EXPECT_EQ(info.user, user.id);
}

TEST_F(AuthorizationCodeFlowTest, ClaimsAskedForOneByOneComeWhereTheyWereAskedFor) {
  const auto tokens = tokens_for(
      visitor, {{"claims", R"({"id_token":{"email":null},"userinfo":{"updated_at":null}})"},
                {"scope", "openid"}});
  EXPECT_EQ(*payload(tokens).find("email")->as_string(), "ada@example.org");
  const auto info = read_userinfo.read(tokens.access_token).value();
  EXPECT_TRUE(info.claims.find("updated_at"));
  EXPECT_EQ(info.claims.find("email"), nullptr);
  EXPECT_EQ(manage_consents.list(user.id)[0].consent.claims,
            (std::set<std::string>{"email", "updated_at"}));
}

TEST_F(AuthorizationCodeFlowTest, UserinfoIsSignedWhereTheClientAsksForIt) {
  auto strict = shop;
  strict.userinfo_alg = SignatureAlgorithm::ES256;
  ASSERT_TRUE(manage_clients.update(strict, {}));
  const auto info = read_userinfo.read(tokens_for(visitor).access_token).value();
  const auto& jwt = jwts.tokens.at(info.jwt.value().reveal());
  EXPECT_EQ(jwt.alg, SignatureAlgorithm::ES256);
  EXPECT_EQ(*jwt.payload.find("aud")->as_string(), "shop");
  EXPECT_EQ(jwt.payload.find("nonce"), nullptr);
}

TEST_F(AuthorizationCodeFlowTest, AHintNamesWhoMustBeLoggedIn) {
  const auto hint = tokens_for(visitor).id_token->reveal();
  EXPECT_NE(answer(visitor.visit(request({{"prompt", "none"}, {"id_token_hint", hint}})), "code"),
            "");
  EXPECT_EQ(answer(visitor.visit(request({{"id_token_hint", "forged"}})), "error"),
            "invalid_request");

  User other{.id = UserId(""), .email = "bob@example.org"};
  other.username = "bob";
  ASSERT_TRUE(manage_users.add(other, user_password, command));
  Visitor bob{*this};
  clock.at += 1s;
  const auto wrong_user = bob.through(request({{"id_token_hint", hint}}), "bob");
  EXPECT_EQ(answer(wrong_user, "error"), "login_required");
}

TEST_F(AuthorizationCodeFlowTest, B52_AnAccessTokenOrSignedUserinfoIsNoHint) {
  auto strict = shop;
  strict.userinfo_alg = SignatureAlgorithm::ES256;
  ASSERT_TRUE(manage_clients.update(strict, {}));
  const auto tokens = tokens_for(visitor);
  const auto info = read_userinfo.read(tokens.access_token).value();
  for (const auto& hint : {tokens.access_token.reveal(), info.jwt->reveal()}) {
    EXPECT_EQ(answer(visitor.visit(request({{"id_token_hint", hint}})), "error"),
              "invalid_request");
  }
}

TEST_F(AuthorizationCodeFlowTest, ARevokedConsentEndsTheLoginsAndIsAskedForAgain) {
  const auto tokens = tokens_for(visitor);
  EXPECT_TRUE(manage_consents.revoke(user.id, shop.id, context));
  EXPECT_FALSE(is_live(tokens));
  EXPECT_EQ(answer(visitor.visit(request({{"prompt", "none"}})), "error"), "consent_required");
  EXPECT_FALSE(manage_consents.revoke(user.id, shop.id, context));
}

TEST_F(AuthorizationCodeFlowTest, AnAbandonedRequestGetsNoCodeAndBurnsNone) {
  const auto text = code();
  context.abandoned = [] { return true; };
  EXPECT_THROW(static_cast<void>(redeem(text)), Unavailable);
  EXPECT_THROW(static_cast<void>(visitor.visit(request())), Unavailable);
  context.abandoned = [] { return false; };
  EXPECT_TRUE(redeem(text));
}

TEST_F(AuthorizationCodeFlowTest, WithoutAKeyTheCodeStaysGood) {
  const auto text = code();
  jwts.broken = true;
  EXPECT_THROW(static_cast<void>(redeem(text)), Unavailable);
  jwts.broken = false;
  EXPECT_TRUE(redeem(text));
}

}  // namespace
}  // namespace chancery::test
