// Second factors at the token endpoint: a password alone is not enough, and no answer counts twice.

#include <gtest/gtest.h>

#include "tests/usecases/factor_test.hpp"

namespace chancery::test {
namespace {

TEST_F(FactorTest, WithoutAFactorAPasswordIsEnough) {
  const auto tokens = log_in();
  ASSERT_TRUE(tokens);
  EXPECT_EQ(authentication_of(*tokens), by_password());
}

TEST_F(FactorTest, B87_APasswordAloneGivesNoToken) {
  enrol_app();
  const auto refused = log_in();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, OAuthErrorCode::mfa_required);
  EXPECT_FALSE(refused.error().challenge.empty());
  EXPECT_TRUE(database.snapshot().families.empty());
  EXPECT_TRUE(events(AuditType::login_succeeded).empty());
}

TEST_F(FactorTest, AWrongPasswordTellsNothingOfTheFactor) {
  enrol_app();
  const auto refused = issue_tokens.issue(
      app, inbound::PasswordRequest{.username = "ada", .password = Secret("wrong")}, context);
  EXPECT_EQ(refused.error().code, OAuthErrorCode::invalid_grant);
  EXPECT_TRUE(refused.error().challenge.empty());
}

TEST_F(FactorTest, ACodeOfTheAppGivesAPairThatSaysSo) {
  enrol_app();
  const auto at = clock.now();
  const auto asked = challenge();
  clock.at += 40s;
  const auto tokens = answer(asked, TotpProof{shown()});
  ASSERT_TRUE(tokens) << why(tokens);
  EXPECT_TRUE(tokens->refresh_token);
  EXPECT_EQ(authentication_of(*tokens), authenticated({"pwd", "otp", "mfa"}));
  EXPECT_EQ(authentication_of(*tokens).acr, "2");
  const auto family = families.find(*tokens->login).value().family;
  EXPECT_EQ(family.authenticated_at, at) << "when the password was given";
  EXPECT_EQ(family.authentication.amr, (std::vector<std::string>{"pwd", "otp", "mfa"}));
  const auto logins = events(AuditType::login_succeeded);
  ASSERT_EQ(logins.size(), 1U);
  EXPECT_EQ(logins[0].reason, "totp");
}

TEST_F(FactorTest, TheAnswerGivesWhatThePasswordWasGivenFor) {
  enrol_app();
  const auto narrow = log_in(Scopes{"openid"}).error().challenge;
  const auto tokens = answer(narrow, TotpProof{shown()});
  ASSERT_TRUE(tokens) << why(tokens);
  EXPECT_EQ(tokens->scopes, Scopes{"openid"});
  EXPECT_TRUE(tokens->refresh_token) << "the API gives a pair, always";
  clock.at += 30s;
  EXPECT_EQ(answer(challenge(), TotpProof{shown()}).value().scopes, app.scopes);
}

TEST_F(FactorTest, TheAnswerIsForTheAudienceThatThePasswordWasGivenFor) {
  enrol_app();
  const auto refused = issue_tokens.issue(
      app,
      inbound::PasswordRequest{
          .username = "ada", .password = user_password, .resources = {"https://other.example"}},
      context);
  const auto tokens = answer(refused.error().challenge, TotpProof{shown()});
  ASSERT_TRUE(tokens) << why(tokens);
  EXPECT_EQ(families.find(*tokens->login).value().family.audiences,
            (std::vector<std::string>{"https://other.example", issuer.value()}));
}

TEST(WantedText, IsReadAsItWasWritten) {
  for (const auto& wanted :
       {DirectLogin::Wanted{}, DirectLogin::Wanted{.scopes = Scopes{}},
        DirectLogin::Wanted{.scopes = Scopes{"openid", "email"}},
        DirectLogin::Wanted{.scopes = Scopes{"openid"}, .resources = {"https://b.example", ""}}}) {
    EXPECT_EQ(read_wanted(write_wanted(wanted)), wanted);
  }
  for (const auto* other : {"", "0:", "1:x", "6:scopes1:\n", "0:0:7:short"}) {
    EXPECT_FALSE(read_wanted(other)) << other;
  }
}

TEST_F(FactorTest, WhatARefreshGivesSaysTheSame) {
  enrol_app();
  const auto tokens = type(shown()).value();
  const auto refreshed = refresh(tokens.refresh_token->token);
  ASSERT_TRUE(refreshed);
  EXPECT_EQ(authentication_of(*refreshed), authenticated({"pwd", "otp", "mfa"}));
  EXPECT_FALSE(refreshed->id_token) << "no authorization code made the login";
}

TEST_F(FactorTest, B87_OneStepBeforeAndBehindCountsAndNoMore) {
  for (const auto& [later, counts] :
       {std::pair(-60s, false), std::pair(-30s, true), std::pair(0s, true), std::pair(30s, true),
        std::pair(60s, false)}) {
    enrol_app();
    clock.at += 3600s;
    EXPECT_EQ(type(shown(later)).has_value(), counts) << later.count();
  }
}

TEST_F(FactorTest, B87_ACodeCountsOnce) {
  enrol_app();
  const auto code = shown();
  const auto first = challenge();
  EXPECT_TRUE(answer(first, TotpProof{code}));
  EXPECT_EQ(why(answer(first, TotpProof{code})), "invalid_grant totp_used_before");
  EXPECT_EQ(why(type(code)), "invalid_grant totp_used_before");
  EXPECT_EQ(why(type(shown(-30s))), "invalid_grant totp_used_before") << "an older one is none";
  EXPECT_TRUE(type(shown(30s)));
}

TEST_F(FactorTest, B87_ThirtyGuessesAreSlowedAndACodeInBetweenIsNotLookedAt) {
  enrol_app();
  const auto asked = challenge();
  int looked_at = 0;
  for (int i = 0; i < 30; ++i) {
    const auto refused = answer(asked, TotpProof{Secret("00000" + std::to_string(i % 10))});
    ASSERT_FALSE(refused);
    if (!refused.error().retry_after) ++looked_at;
  }
  EXPECT_EQ(looked_at, 5);
  const auto right = answer(asked, TotpProof{shown()});
  ASSERT_FALSE(right);
  EXPECT_EQ(right.error().retry_after, 1s);
  clock.at += 1s;
  EXPECT_TRUE(answer(asked, TotpProof{shown()}));
  EXPECT_EQ(events(AuditType::attempts_slowed).size(), 1U);
}

TEST_F(FactorTest, B87_GuessesAtCodesAreNotForgivenByThePassword) {
  enrol_app();
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(type(Secret("000000")));
  const auto slowed = type(shown());
  ASSERT_FALSE(slowed);
  EXPECT_TRUE(slowed.error().retry_after);
}

TEST_F(FactorTest, TextsThatAreNoCodeAreWrong) {
  enrol_app();
  for (const auto* typed : {"", "12345", "abcdef"}) {
    EXPECT_EQ(why(type(Secret(typed))), "invalid_grant wrong_totp") << typed;
  }
}

TEST_F(FactorTest, B87_ARecoveryCodeCountsOnceAndForItsUser) {
  const auto made = new_recovery_codes(user.id, entropy, macs);
  enrol_app(made.digests);
  const auto asked = challenge();
  const auto tokens = answer(asked, RecoveryProof{made.codes[3]});
  ASSERT_TRUE(tokens) << why(tokens);
  EXPECT_EQ(authentication_of(*tokens), authenticated({"pwd", "rc", "mfa"}));
  EXPECT_EQ(why(answer(asked, RecoveryProof{made.codes[3]})), "invalid_grant wrong_recovery_code");
  EXPECT_EQ(events(AuditType::recovery_code_used).size(), 1U);
  EXPECT_EQ(factors.enrolled(user.id).recovery_codes, 9U);
  const auto others = new_recovery_codes(UserId("another"), entropy, macs);
  EXPECT_EQ(why(answer(asked, RecoveryProof{others.codes[0]})),
            "invalid_grant wrong_recovery_code");
  EXPECT_NE(digest_of(macs, user.id, made.codes[0]), digest_of(macs, UserId("x"), made.codes[0]));
}

TEST_F(FactorTest, B87_RecoveryCodesAreGuessesLikeTheOthers) {
  enrol_app();
  const auto asked = challenge();
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(answer(asked, RecoveryProof{Secret("aaaa-aaaa-aaaa-aaaa")}).error().retry_after);
  }
  EXPECT_TRUE(answer(asked, TotpProof{shown()}).error().retry_after);
}

TEST_F(FactorTest, ChallengesAreTheirClientsForTenMinutes) {
  enrol_app();
  auto till = add_client({.id = ClientId("till"),
                          .name = "Till",
                          .grants = {GrantType::password, GrantType::refresh_token},
                          .scopes = {"offline_access"},
                          .first_party = true});
  const auto asked = challenge();
  EXPECT_EQ(why(answer(till, asked, TotpProof{shown()})),
            "invalid_session the challenge is not current");
  EXPECT_FALSE(offer_factors.offer(till.id, asked));
  EXPECT_TRUE(offer_factors.offer(app.id, asked));
  clock.at += 10min;
  EXPECT_EQ(why(answer(asked, TotpProof{shown()})), "invalid_session the challenge is not current");
  EXPECT_FALSE(offer_factors.offer(app.id, asked));
}

TEST_F(FactorTest, B7_ForgedChallengesAreNone) {
  enrol_app();
  const auto asked = challenge();
  auto forged = asked;
  forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
  const auto unsealed = asked.substr(0, asked.find('.') + 1);
  for (const auto& text : {forged, unsealed, asked + "x", std::string("."), std::string()}) {
    EXPECT_EQ(why(answer(text, TotpProof{shown()})),
              "invalid_session the challenge is not current");
  }
}

TEST_F(FactorTest, AProofOfSomethingElseIsNoChallengeOfALogin) {
  enrol_app();
  for (const auto purpose :
       {Challenge::Purpose::manage, Challenge::Purpose::proved, Challenge::Purpose::enrol_totp}) {
    const auto made = challenges.make(
        {.purpose = purpose, .user = user.id, .user_epoch = user.epoch, .proved = {"pwd"}},
        held_by_client(app.id));
    EXPECT_EQ(why(answer(made.text, TotpProof{shown()})),
              "invalid_session the challenge is not current");
  }
}

TEST_F(FactorTest, WhoseLoginsWereEndedBeginsAgain) {
  enrol_app();
  const auto asked = challenge();
  const auto now = users.find(user.id).value();
  EXPECT_EQ(users.update(logged_out_everywhere(now, clock.now()), {}, {}),
            outbound::UpdateUserOutcome::updated);
  EXPECT_EQ(why(answer(asked, TotpProof{shown()})),
            "invalid_session the user is gone, or their logins were ended");
}

TEST_F(FactorTest, WhoIsDisabledDoesNotGetInByPasskey) {
  enrol_passkey(authenticator);
  const auto now = users.find(user.id).value();
  EXPECT_EQ(users.update(disabled(now, clock.now()), {}, {}), outbound::UpdateUserOutcome::updated);
  const auto offer = offer_factors.offer_passkey(app.id).value();
  EXPECT_EQ(why(answer(offer.challenge, authenticator.use(*offer.passkey))),
            "invalid_grant user_disabled");
}

TEST_F(FactorTest, CodesAnswerNobodysChallenge) {
  const auto offer = offer_factors.offer_passkey(app.id).value();
  EXPECT_EQ(why(answer(offer.challenge, TotpProof{shown()})), "invalid_grant no_user");
  EXPECT_EQ(why(answer(offer.challenge, RecoveryProof{Secret("aaaa-aaaa-aaaa-aaaa")})),
            "invalid_grant no_user");
}

TEST_F(FactorTest, FactorsAreForFirstPartyClients) {
  enrol_app();
  const auto asked = challenge();
  auto other = app;
  other.first_party = false;
  EXPECT_EQ(answer(other, asked, TotpProof{shown()}).error().code,
            OAuthErrorCode::unauthorized_client);
}

}  // namespace
}  // namespace chancery::test
