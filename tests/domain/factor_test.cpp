// Names of factors, recovery codes, and what proofs add up to.

#include "domain/factor.hpp"

#include <gtest/gtest.h>

#include "domain/authentication.hpp"
#include "domain/recovery_code.hpp"

namespace chancery {
namespace {

TEST(FactorName, IsAShortTextThatPeopleCanSee) {
  for (const auto& name :
       {std::string("a"), std::string("Müllers Telefon"), std::string(64, 'x')}) {
    EXPECT_TRUE(is_factor_name(name)) << name;
  }
  for (const auto& name : {std::string(), std::string(" "), std::string(65, 'x'),
                           std::string("a\nb"), std::string("\xff"), std::string("a\x7f")}) {
    EXPECT_FALSE(is_factor_name(name)) << name;
  }
}

TEST(EnrolledFactors, RecoveryCodesAloneAreNone) {
  EXPECT_FALSE(EnrolledFactors{}.any());
  EXPECT_FALSE(EnrolledFactors{.recovery_codes = 10}.any());
  EXPECT_TRUE(EnrolledFactors{.totp = true}.any());
  EXPECT_TRUE(EnrolledFactors{.passkeys = 1}.any());
}

TEST(RecoveryCode, IsReadAsPeopleTypeIt) {
  const auto code =
      recovery_code(Secret(std::string("\x00\x01\x02\x03\x04\x05\x06\x07\x08\xff", 10)));
  EXPECT_EQ(code.reveal(), "aaaq-eaye-auda-och7");
  for (const auto* typed : {"aaaq-eaye-auda-och7", "aaaqeayeaudaoch7", "AAAQ-EAYE-AUDA-OCH7",
                            " aaaq eaye auda och7 "}) {
    const auto read = read_recovery_code(typed);
    ASSERT_TRUE(read) << typed;
    EXPECT_EQ(read->reveal(), code.reveal());
  }
}

TEST(RecoveryCode, OtherTextsAreNone) {
  for (const auto* typed : {"", "aaaa", "aaaa-aaaa-aaaa-aaa", "aaaa-aaaa-aaaa-aaaaa",
                            "aaaa-aaaa-aaaa-aaa1", "aaaa_aaaa_aaaa_aaaa"}) {
    EXPECT_FALSE(read_recovery_code(typed)) << typed;
  }
}

TEST(Authentication, IsOfTwoFactorsOnlyIfItSaysSo) {
  EXPECT_EQ(by_password(), (Authentication{{"pwd"}, "1"}));
  EXPECT_EQ(authenticated({"pwd", "otp", "mfa"}).acr, "2");
  EXPECT_EQ(authenticated({"hwk", "user"}).acr, "1");
  EXPECT_TRUE(is_at_least(two_factor_acr, one_factor_acr));
  EXPECT_TRUE(is_at_least(one_factor_acr, one_factor_acr));
  EXPECT_FALSE(is_at_least(one_factor_acr, two_factor_acr));
  EXPECT_FALSE(is_at_least("", one_factor_acr));
}

}  // namespace
}  // namespace chancery
