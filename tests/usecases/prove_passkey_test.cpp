// Passkeys at the login: which one proves what, and none twice.

#include "tests/usecases/factor_test.hpp"

namespace chancery::test {
namespace {

TEST_F(FactorTest, APasskeyIsASecondFactorAlsoWithoutVerifyingItsUser) {
  enrol_passkey(authenticator);
  authenticator.user_verified = false;
  const auto asked = challenge();
  const auto offer = offer_factors.offer(app.id, asked).value();
  EXPECT_FALSE(offer.totp || offer.recovery_code);
  ASSERT_TRUE(offer.passkey);
  EXPECT_FALSE(offer.passkey->verify_user);
  EXPECT_EQ(offer.passkey->party_id, "id.example");
  EXPECT_EQ(offer.passkey->allowed,
            std::vector{CredentialDescriptor(
                {CredentialId(codec::base64url("credential-1")), {"internal", "usb"}})});
  const auto tokens = answer(asked, authenticator.use(*offer.passkey));
  ASSERT_TRUE(tokens) << why(tokens);
  EXPECT_EQ(authentication_of(*tokens), authenticated({"pwd", "hwk", "user", "mfa"}));
}

TEST_F(FactorTest, APasskeyThatVerifiesItsUserIsEnoughByItself) {
  authenticator.backup_eligible = true;
  enrol_passkey(authenticator);
  const auto offer = offer_factors.offer_passkey(app.id).value();
  EXPECT_TRUE(offer.passkey->verify_user);
  EXPECT_TRUE(offer.passkey->allowed.empty());
  const auto tokens = answer(offer.challenge, authenticator.use(*offer.passkey));
  ASSERT_TRUE(tokens) << why(tokens);
  EXPECT_EQ(tokens->user, user.id);
  EXPECT_EQ(authentication_of(*tokens), authenticated({"swk", "user", "mfa"}));
  EXPECT_EQ(families.find(*tokens->login).value().family.authenticated_at, clock.now());
}

TEST_F(FactorTest, B88_APasskeyAloneMustVerifyItsUserAndNameIt) {
  enrol_passkey(authenticator);
  const auto offer = offer_factors.offer_passkey(app.id).value();
  authenticator.user_verified = false;
  EXPECT_EQ(why(answer(offer.challenge, authenticator.use(*offer.passkey))),
            "invalid_grant passkey_user_not_verified");
  authenticator.user_verified = true;
  authenticator.user_handle = std::nullopt;
  EXPECT_EQ(why(answer(offer.challenge, authenticator.use(*offer.passkey))),
            "invalid_grant passkey_another_users");
  authenticator.user_handle = "somebody";
  EXPECT_EQ(why(answer(offer.challenge, authenticator.use(*offer.passkey))),
            "invalid_grant passkey_another_users");
}

TEST_F(FactorTest, B88_WhatAnotherPageOrPartyAskedForIsRefused) {
  enrol_passkey(authenticator);
  const auto offer = offer_factors.offer_passkey(app.id).value();
  const auto outcome = [&] {
    return why(answer(offer.challenge, authenticator.use(*offer.passkey)));
  };
  authenticator.origin = "https://badid.example";
  EXPECT_EQ(outcome(), "invalid_grant passkey_wrong_origin");
  authenticator.origin = "https://id.example";
  authenticator.party = "example";
  EXPECT_EQ(outcome(), "invalid_grant passkey_wrong_party");
  authenticator.party = "id.example";
  authenticator.key = std::string(32, 'K');
  EXPECT_EQ(outcome(), "invalid_grant passkey_wrong_signature");
  authenticator.key = std::string(32, 'k');
  authenticator.id = "credential-2";
  EXPECT_EQ(outcome(), "invalid_grant passkey_unknown_credential");
  authenticator.id = "credential-1";
  EXPECT_EQ(outcome(), "tokens");
}

TEST_F(FactorTest, B88_AChallengeIsAnsweredOnce) {
  enrol_passkey(authenticator);
  const auto offer = offer_factors.offer_passkey(app.id).value();
  const auto used = authenticator.use(*offer.passkey);
  EXPECT_EQ(why(answer(offer.challenge, used)), "tokens");
  EXPECT_EQ(why(answer(offer.challenge, used)), "invalid_grant passkey_replayed");
}

TEST_F(FactorTest, B88_WhatAnswersOneChallengeAnswersNoOther) {
  enrol_passkey(authenticator);
  const auto offer = offer_factors.offer_passkey(app.id).value();
  const auto another = offer_factors.offer_passkey(app.id).value();
  EXPECT_EQ(why(answer(another.challenge, authenticator.use(*offer.passkey))),
            "invalid_grant passkey_wrong_challenge");
}

TEST_F(FactorTest, B88_ACounterThatGoesBackIsRefusedAndRemembered) {
  authenticator.sign_count = 7;
  enrol_passkey(authenticator);
  const auto outcome = [&](std::uint32_t count) {
    authenticator.sign_count = count;
    const auto offer = offer_factors.offer_passkey(app.id).value();
    clock.at += 1s;
    return why(answer(offer.challenge, authenticator.use(*offer.passkey)));
  };
  EXPECT_EQ(outcome(8), "tokens");
  EXPECT_EQ(outcome(8), "invalid_grant passkey_counter_back");
  EXPECT_EQ(outcome(5), "invalid_grant passkey_counter_back");
  EXPECT_EQ(outcome(9), "tokens");
  EXPECT_EQ(events(AuditType::login_failed).size(), 2U);
}

TEST_F(FactorTest, B88_AnotherUsersPasskeyIsNoSecondFactor) {
  enrol_passkey(authenticator);
  User other{.id = UserId(""), .email = "eve@example.org"};
  const auto eve = manage_users.add(other, Secret("eves password"), command).value();
  const outbound::TotpFactor totp{
      .id = FactorId("app2"), .user = eve.id, .name = "app", .sealed_key = "none"};
  EXPECT_EQ(factors.enrol_totp(totp, {}, {}), outbound::EnrolOutcome::enrolled_with_codes);
  const auto refused = issue_tokens.issue(
      app,
      inbound::PasswordRequest{.username = "eve@example.org", .password = Secret("eves password")},
      context);
  const auto& asked = refused.error().challenge;
  EXPECT_FALSE(offer_factors.offer(app.id, asked)->passkey) << "eve has none";
  PasskeyRequest request{.challenge = codec::base64url(digests.sha256(asked)),
                         .party_id = "id.example"};
  EXPECT_EQ(why(answer(asked, authenticator.use(request))), "invalid_grant passkey_another_users");
}

TEST_F(FactorTest, NumbersThatAreNoKeyMakeNoPasskey) {
  authenticator.key = std::string(32, '\0');
  const auto asked =
      challenges.make({.purpose = Challenge::Purpose::enrol_passkey, .user = user.id}, holder);
  const auto made =
      passkeys.made(asked, authenticator.make(passkeys.creation(asked, user)),
                    {.id = FactorId("key1"), .kind = FactorKind::passkey, .name = "key"});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error(), CeremonyFault::unreadable);
}

}  // namespace
}  // namespace chancery::test
