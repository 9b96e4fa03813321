// A user's own second factors: each change needs a proof of who they are now (attack B87).

#include <gtest/gtest.h>

#include "domain/codec/base32.hpp"
#include "domain/totp.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

using inbound::FactorRefusal;
using Reason = FactorRefusal::Reason;

template <class T>
Reason why(const std::expected<T, FactorRefusal>& outcome) {
  EXPECT_FALSE(outcome);
  return outcome.error().reason;
}

class ManageFactorsTest : public testing::Test, protected World {
 protected:
  inbound::FactorOwner owner(std::string_view holder = "login 1") {
    return {.user = user, .holder = holder, .client = app.id};
  }
  std::string proof() {
    const auto proved = prove_again.by_password(owner(), user_password, context);
    EXPECT_TRUE(proved);
    return proved.value_or("");
  }
  Secret shown(const Secret& key, Lifetime later = 0s) {
    const auto bytes = codec::from_base32(key.reveal());
    return one_time_passwords.code(Secret(bytes.value()), totp_step(clock.now() + later));
  }
  struct Phone {
    Secret key;
    inbound::Enrolled enrolled;
  };
  Phone enrol_app(const std::string& by) {
    const auto begun = enrol_factors.begin_totp(owner(), by).value();
    const auto enrolled =
        enrol_factors.confirm_totp(owner(), begun.enrolment, shown(begun.key), {}, context);
    EXPECT_TRUE(enrolled);
    return {begun.key, enrolled.value()};
  }
  /// By the password and a recovery code.
  std::string whole_proof(const Secret& recovery_code) {
    const auto more = prove_again.by_password(owner(), user_password, context);
    EXPECT_EQ(why(more), Reason::factor_needed);
    return prove_again
        .by_factor(owner(), more.error().offer->challenge, RecoveryProof{recovery_code}, context)
        .value();
  }
};

TEST_F(ManageFactorsTest, B87_NothingChangesWithoutAProof) {
  const auto phone = enrol_app(proof());
  for (const std::string wrong : {"", "x", "proof"}) {
    EXPECT_EQ(why(enrol_factors.begin_totp(owner(), wrong)), Reason::proof_needed);
    EXPECT_EQ(why(enrol_factors.begin_passkey(owner(), wrong)), Reason::proof_needed);
    EXPECT_EQ(why(manage_factors.remove(owner(), wrong, phone.enrolled.factor.id, context)),
              Reason::proof_needed);
    EXPECT_EQ(why(manage_factors.rename(owner(), wrong, phone.enrolled.factor.id, "x", context)),
              Reason::proof_needed);
    EXPECT_EQ(why(manage_factors.replace_recovery_codes(owner(), wrong, context)),
              Reason::proof_needed);
  }
  EXPECT_TRUE(factors.enrolled(user.id).totp);
}

TEST_F(ManageFactorsTest, B87_AProofIsOneLoginsAndLastsTenMinutes) {
  const auto text = proof();
  EXPECT_EQ(why(enrol_factors.begin_totp(owner("login 2"), text)), Reason::proof_needed);
  clock.at += challenge_lifetime - 1s;
  EXPECT_TRUE(enrol_factors.begin_totp(owner(), text));
  clock.at += 1s;
  EXPECT_EQ(why(enrol_factors.begin_totp(owner(), text)), Reason::proof_needed);
}

TEST_F(ManageFactorsTest, AWrongPasswordProvesNothingAndIsAGuess) {
  EXPECT_EQ(why(prove_again.by_password(owner(), Secret("wrong"), context)),
            Reason::wrong_password);
  for (int i = 0; i < 10; ++i) {
    (void)prove_again.by_password(owner(), Secret("wrong"), context);
  }
  EXPECT_EQ(why(prove_again.by_password(owner(), user_password, context)),
            Reason::too_many_attempts);
}

TEST_F(ManageFactorsTest, TheFirstFactorBringsTenRecoveryCodesAndAPasswordIsEnoughNoMore) {
  const auto phone = enrol_app(proof());
  EXPECT_EQ(phone.enrolled.recovery_codes.size(), 10U);
  const auto list = manage_factors.list(user.id);
  EXPECT_EQ(list.factors, std::vector{phone.enrolled.factor});
  EXPECT_EQ(list.recovery_codes, 10U);
  EXPECT_EQ(log_in().error().code, OAuthErrorCode::mfa_required);
  EXPECT_EQ(events(AuditType::factor_added).size(), 1U);
}

TEST_F(ManageFactorsTest, B87_AProofByPasswordStopsToCountOnceThereIsAFactor) {
  const auto text = proof();
  const auto begun = enrol_factors.begin_totp(owner(), text).value();
  const auto phone = enrol_app(text);
  EXPECT_EQ(why(manage_factors.remove(owner(), text, phone.enrolled.factor.id, context)),
            Reason::proof_needed);
  EXPECT_EQ(
      why(enrol_factors.confirm_totp(owner(), begun.enrolment, shown(begun.key), {}, context)),
      Reason::proof_needed)
      << "what was begun before would take the place of the app";
}

TEST_F(ManageFactorsTest, AFactorThatWasAddedIsProvedAndMoreCanBeChanged) {
  const auto phone = enrol_app(proof());
  clock.at += challenge_lifetime - 1s;
  EXPECT_TRUE(manage_factors.rename(owner(), phone.enrolled.proof, phone.enrolled.factor.id, "mine",
                                    context));
  EXPECT_EQ(why(enrol_factors.begin_totp(owner("login 2"), phone.enrolled.proof)),
            Reason::proof_needed);
  clock.at += 1s;
  EXPECT_EQ(why(enrol_factors.begin_totp(owner(), phone.enrolled.proof)), Reason::proof_needed);
}

TEST_F(ManageFactorsTest, TheOwnerIsToldByMailOfEveryFactorThatComesAndGoes) {
  const auto told = [&](const char* change) {
    ASSERT_FALSE(mailbox.mails.empty()) << change;
    const auto mail = mailbox.mails.back();
    EXPECT_EQ(mail.kind, MailKind::factor_changed);
    EXPECT_EQ(mail.to, user.email);
    EXPECT_EQ(mail.values.at("link"), "https://id.example/account");
    EXPECT_EQ(mail.values.contains("change") ? mail.values.at("change") : "", change);
    mailbox.mails.clear();
  };
  const auto phone = enrol_app(proof());
  told("totp_added");
  const auto by = whole_proof(phone.enrolled.recovery_codes.at(0));
  told("recovery_code_used");
  EXPECT_TRUE(manage_factors.replace_recovery_codes(owner(), by, context));
  told("recovery_codes_made");
  EXPECT_EQ(why(manage_factors.remove(owner(), "", phone.enrolled.factor.id, context)),
            Reason::proof_needed);
  EXPECT_TRUE(mailbox.mails.empty()) << "nothing was done";
  EXPECT_TRUE(manage_factors.remove(owner(), by, phone.enrolled.factor.id, context));
  told("totp_removed");
  enrol_app(proof());
  mailbox.mails.clear();
  manage_factors.remove_all(user.id, command);
  told("");
}

TEST_F(ManageFactorsTest, WhatWasBegunIsShownAgainToItsOwnerOnly) {
  const auto begun = enrol_factors.begin_totp(owner(), proof()).value();
  const auto again = enrol_factors.begun_totp(owner(), begun.enrolment);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->key.reveal(), begun.key.reveal());
  EXPECT_EQ(again->uri.reveal(), begun.uri.reveal());
  EXPECT_EQ(again->enrolment, begun.enrolment);
  EXPECT_EQ(why(enrol_factors.begun_totp(owner("login 2"), begun.enrolment)),
            Reason::enrolment_lost);
}

TEST_F(ManageFactorsTest, AWrongAnswerMayBeGivenAgainToTheSameChallenge) {
  const auto phone = enrol_app(proof());
  const auto more = prove_again.by_password(owner(), user_password, context);
  ASSERT_EQ(why(more), Reason::factor_needed);
  const auto challenge = more.error().offer->challenge;
  const auto wrong = [&] {
    return prove_again.by_factor(owner(), challenge, TotpProof{Secret("12345")}, context).error();
  };
  ASSERT_EQ(wrong().offer, more.error().offer);
  for (int i = 0; wrong().reason == Reason::wrong_factor; ++i) ASSERT_LT(i, 20);
  EXPECT_EQ(wrong().reason, Reason::too_many_attempts);
  EXPECT_EQ(wrong().offer, more.error().offer) << "who waits goes on where they are";
}

TEST_F(ManageFactorsTest, ACodeThatTheAppDoesNotShowEnrolsNothing) {
  const auto begun = enrol_factors.begin_totp(owner(), proof()).value();
  EXPECT_EQ(
      why(enrol_factors.confirm_totp(owner(), begun.enrolment, Secret("000000"), {}, context)),
      Reason::wrong_code);
  EXPECT_EQ(why(enrol_factors.confirm_totp(owner("login 2"), begun.enrolment, shown(begun.key), {},
                                           context)),
            Reason::enrolment_lost);
  EXPECT_FALSE(factors.enrolled(user.id).any());
}

TEST_F(ManageFactorsTest, B87_TheCodeThatEnrolledDoesNotCountAgain) {
  const auto phone = enrol_app(proof());
  const auto more = prove_again.by_password(owner(), user_password, context);
  const auto& challenge = more.error().offer->challenge;
  EXPECT_EQ(why(prove_again.by_factor(owner(), challenge, TotpProof{shown(phone.key)}, context)),
            Reason::wrong_factor);
  EXPECT_TRUE(prove_again.by_factor(owner(), challenge, TotpProof{shown(phone.key, 30s)}, context));
}

TEST_F(ManageFactorsTest, WithTheLastFactorTheRecoveryCodesGo) {
  const auto phone = enrol_app(proof());
  const auto text = whole_proof(phone.enrolled.recovery_codes[0]);
  ASSERT_TRUE(manage_factors.remove(owner(), text, phone.enrolled.factor.id, context));
  EXPECT_EQ(factors.enrolled(user.id), EnrolledFactors());
  EXPECT_TRUE(log_in());
  EXPECT_EQ(why(manage_factors.remove(owner(), text, phone.enrolled.factor.id, context)),
            Reason::unknown);
}

TEST_F(ManageFactorsTest, NewRecoveryCodesTakeThePlaceOfTheOld) {
  const auto phone = enrol_app(proof());
  const auto text = whole_proof(phone.enrolled.recovery_codes[0]);
  const auto fresh = manage_factors.replace_recovery_codes(owner(), text, context).value();
  EXPECT_EQ(fresh.size(), 10U);
  const auto more = prove_again.by_password(owner(), user_password, context);
  const auto& challenge = more.error().offer->challenge;
  EXPECT_EQ(why(prove_again.by_factor(owner(), challenge,
                                      RecoveryProof{phone.enrolled.recovery_codes[1]}, context)),
            Reason::wrong_factor);
  EXPECT_TRUE(prove_again.by_factor(owner(), challenge, RecoveryProof{fresh[0]}, context));
}

TEST_F(ManageFactorsTest, AnotherUsersFactorIsUnknown) {
  const auto phone = enrol_app(proof());
  const User other{.id = UserId(""), .email = "eve@example.com"};
  const auto eve = manage_users.add(other, Secret("eves password"), command).value();
  const inbound::FactorOwner hers{.user = eve, .holder = "login 9", .client = app.id};
  const auto text = prove_again.by_password(hers, Secret("eves password"), context).value();
  EXPECT_EQ(why(manage_factors.remove(hers, text, phone.enrolled.factor.id, context)),
            Reason::unknown);
  EXPECT_EQ(why(manage_factors.rename(hers, text, phone.enrolled.factor.id, "mine", context)),
            Reason::unknown);
}

TEST_F(ManageFactorsTest, NamesAreShortAndPlain) {
  const auto phone = enrol_app(proof());
  const auto text = whole_proof(phone.enrolled.recovery_codes[0]);
  for (const auto& wrong : {std::string(), std::string(65, 'x'), std::string("a\nb")}) {
    EXPECT_EQ(why(manage_factors.rename(owner(), text, phone.enrolled.factor.id, wrong, context)),
              Reason::invalid_name);
  }
  EXPECT_EQ(manage_factors.rename(owner(), text, phone.enrolled.factor.id, "Phone", context)->name,
            "Phone");
}

TEST_F(ManageFactorsTest, AnAdministratorTakesThemAll) {
  enrol_app(proof());
  EXPECT_EQ(manage_factors.remove_all(user.id, command), 1U);
  EXPECT_TRUE(log_in());
  EXPECT_EQ(manage_factors.remove_all(user.id, command), 0U);
}

}  // namespace
}  // namespace chancery::test
