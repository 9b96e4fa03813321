#include "domain/password_policy.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace chancery {

void PrintTo(PasswordFault fault, std::ostream* out) { *out << message(fault); }

namespace {

using namespace std::string_literals;
using enum PasswordFault;

const Issuer issuer("https://login.wonder-land.example:8443/auth");

User ada() {
  return {.id = UserId("u1"), .email = "Ada.Lovelace@engines.example", .username = "countess"};
}

std::optional<PasswordFault> fault(std::string text) {
  return fault_of(Secret(std::move(text)), ada(), issuer);
}

std::optional<std::string> normal(std::string text) {
  const auto made = normal_form(Secret(std::move(text)));
  return made ? std::optional(made->reveal()) : std::nullopt;
}

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  while (count-- > 0) out += text;
  return out;
}

TEST(NormalForm, B84_OneTextHasOneFormHoweverItWasTyped) {
  EXPECT_EQ(normal("cafe\u0301 au lait"), "caf\u00e9 au lait");
  EXPECT_EQ(normal("caf\u00e9 au lait"), "caf\u00e9 au lait");
  EXPECT_EQ(normal("\u1112\u1161\u11ab"), "\ud55c");
  EXPECT_EQ(normal("  spaces stay  "), "  spaces stay  ");
  EXPECT_NE(normal("case counts"), normal("Case counts"));
  EXPECT_NE(normal("\ufb01sh and chips"), normal("fish and chips"));
  EXPECT_EQ(normal(""), "");
}

TEST(NormalForm, B84_WhatNoAccountCanHaveHasNone) {
  EXPECT_TRUE(normal(std::string(1024, 'x')));
  EXPECT_FALSE(normal(std::string(1025, 'x')));
  EXPECT_FALSE(normal(std::string(10'000'000, 'x')));
  for (const auto& text : {"longenough\0"s, "\0longenough"s, "long\0enough"s, "longenough\xff"s,
                           "longenough\xc3"s, "longenough\xed\xa0\x80"s, "longenough\xc0\x80"s}) {
    EXPECT_FALSE(normal(text)) << testing::PrintToString(text);
  }
}

TEST(NormalForm, B84_TheLengthIsThatOfTheFormNotOfTheTyping) {
  // Three syllables of Hangul have 9 bytes, their 9 letters 27.
  EXPECT_EQ(normal(times(341, "\u1112\u1161\u11ab")), times(341, "\ud55c"));
  EXPECT_FALSE(normal(times(342, "\u1112\u1161\u11ab")));
  EXPECT_FALSE(normal(times(342, "\ud55c")));
  // The worst there is: 7 bytes for 2, by three letters that are each other's equivalents.
  EXPECT_EQ(normal(times(512, "\u1fbe\u0308\u0301")), times(512, "\u0390"));
  // What becomes longer has the longer form's length.
  EXPECT_TRUE(normal(times(170, "\u0958")));
  EXPECT_FALSE(normal(times(171, "\u0958")));
}

TEST(FaultOf, CountsCharactersNotBytes) {
  EXPECT_EQ(fault(""), too_short);
  EXPECT_EQ(fault("1728354"), too_short);
  EXPECT_EQ(fault("17283546"), std::nullopt);
  EXPECT_EQ(fault("\u00e4\u00f6\u00fc\u00df\u00e9\u00e8\u00ea"), too_short);
  EXPECT_EQ(fault("\u00e4\u00f6\u00fc\u00df\u00e9\u00e8\u00ea\u00eb"), std::nullopt);
  // Seven letters and one accent: seven characters.
  EXPECT_EQ(fault("cafe\u0301 au"), too_short);
  EXPECT_EQ(fault("cafe\u0301 au!"), std::nullopt);
}

TEST(FaultOf, B84_EveryByteUpToOneKibibyteMayBeUsed) {
  const auto long_text = times(103, "horse-tail");
  EXPECT_EQ(fault(long_text.substr(0, 73)), std::nullopt);
  EXPECT_EQ(fault(long_text.substr(0, 1024)), std::nullopt);
  EXPECT_EQ(fault(long_text.substr(0, 1025)), too_long);
  EXPECT_EQ(fault(std::string(10'000'000, 'x')), too_long);
  EXPECT_EQ(fault("   three spaces lead"), std::nullopt);
  EXPECT_EQ(
      fault("\U0001f600\U0001f601\U0001f602\U0001f923\U0001f603\U0001f604\U0001f605\U0001f606"),
      std::nullopt);
}

TEST(FaultOf, B84_NulAndBytesThatAreNoUtf8AreRefused) {
  EXPECT_EQ(fault("long\0enough"s), has_nul);
  EXPECT_EQ(fault("longenough\0"s), has_nul);
  EXPECT_EQ(fault("longenough\xff"), not_text);
  EXPECT_EQ(fault("longenough\xed\xa0\x80"), not_text);
}

TEST(FaultOf, OnePieceOverAndOverIsNoPassword) {
  for (const auto& text :
       {"aaaaaaaa"s, "        "s, "abababab"s, "ababababa"s, "abcabcabca"s, "12345678"s,
        "abcdefghijk"s, "hgfedcba"s, "98765432"s, times(73, "x"), times(8, "\u00e4")}) {
    EXPECT_EQ(fault(text), repetitive) << text;
  }
  for (const auto* text : {"aaaaaaab", "baaaaaaa", "abcdabcd", "12345679", "acegikmo"}) {
    EXPECT_EQ(fault(text), std::nullopt) << text;
  }
}

TEST(FaultOf, NamesAndAddressesOfTheOwnerAndTheServiceAreGuessedFirst) {
  for (const auto* text :
       {"countess", "Countess1815", "COUNTESS!", "xxcountess", "ada.lovelace", "Lovelace1",
        "ada.lovelace@engines.example", "engines.example", "engines7!", "adalovelace99",
        "countesscountess", "chancery", "Chancery2026", "login.wonder-land.example", "Wonder-Land1",
        "wonderland1 wonder", "\uff43\uff4f\uff55\uff4e\uff54\uff45\uff53\uff53",
        "lovelace-engines"}) {
    EXPECT_EQ(fault(text), personal) << text;
  }
}

TEST(FaultOf, APersonalWordMayStandInAPasswordThatIsMostlySomethingElse) {
  for (const auto* text : {"countess of paper moons", "a chancery in the rain", "adamantine",
                           "example.com-42", "community garden",
                           "lovelace"
                           "tea-time"}) {
    EXPECT_EQ(fault(text), std::nullopt) << text;
  }
}

TEST(FaultOf, AnAccountMayHaveNoNamesAtAll) {
  const User nobody{.id = UserId("u"), .email = ""};
  EXPECT_EQ(fault_of(Secret("correct horse"), nobody, Issuer("")), std::nullopt);
  EXPECT_EQ(fault_of(Secret("chancery!"), nobody, Issuer("")), personal);
}

TEST(FaultOf, B100_NoMessageRepeatsThePassword) {
  for (const auto& text : {"s3cr3t"s, "s3cr3t\xff s3cr3t"s, "s3cr3t\0s3cr3t"s}) {
    EXPECT_EQ(message(fault(text).value()).find("s3cr3t"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace chancery
