// What becomes of a presented code: the table, row by row and in its order.

#include "domain/authorization_code.hpp"

#include <gtest/gtest.h>

#include "domain/code_challenge.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;

const Instant now{1'000'000s};
const std::string digest(43, 'd');

AuthorizationCode code() {
  return {.id = CodeDigest("c"),
          .client = ClientId("shop"),
          .redirect_uri = "https://shop.example/cb",
          .challenge = digest,
          .user = UserId("u1"),
          .session = BrowserSessionId("s"),
          .expires_at = now + 60s};
}
CodePresentation rightly() {
  return {
      .redirect_uri = "https://shop.example/cb", .has_verifier = true, .verifier_digest = digest};
}

enum class Verdict { redeem, refuse, burn, end };

Verdict verdict(const AuthorizationCode& code, const CodePresentation& presentation,
                Instant at = now, const char* caller = "shop") {
  const auto decision = decide_redemption(code, Client{.id = ClientId(caller)}, presentation, at);
  if (const auto* refusal = std::get_if<RefuseCode>(&decision)) {
    EXPECT_EQ(refusal->why.code, OAuthErrorCode::invalid_grant);
  }
  return static_cast<Verdict>(decision.index());
}

TEST(AuthorizationCodeTest, RightlyPresentedItIsRedeemed) {
  EXPECT_EQ(verdict(code(), rightly()), Verdict::redeem);
}

TEST(AuthorizationCodeTest, B19_AnotherClientLearnsAndChangesNothing) {
  auto used = code();
  used.login = FamilyId("f");
  EXPECT_EQ(verdict(code(), rightly(), now, "other"), Verdict::refuse);
  EXPECT_EQ(verdict(used, rightly(), now, "other"), Verdict::refuse);
}

TEST(AuthorizationCodeTest, B20_ASecondUseEndsTheLoginHoweverLateAndWrong) {
  auto used = code();
  used.login = FamilyId("f");
  EXPECT_EQ(verdict(used, rightly()), Verdict::end);
  EXPECT_EQ(verdict(used, rightly(), used.expires_at + 100s), Verdict::end);
  EXPECT_EQ(verdict(used, {}), Verdict::end);
}

TEST(AuthorizationCodeTest, B21_ItIsOverAtItsEnd) {
  EXPECT_EQ(verdict(code(), rightly(), now + 59s), Verdict::redeem);
  EXPECT_EQ(verdict(code(), rightly(), now + 60s), Verdict::refuse);
}

TEST(AuthorizationCodeTest, B22_TheRedirectUriIsRepeatedIfItWasSent) {
  auto presentation = rightly();
  presentation.redirect_uri = "https://shop.example/cb/";
  EXPECT_EQ(verdict(code(), presentation), Verdict::refuse);
  presentation.redirect_uri.reset();
  EXPECT_EQ(verdict(code(), presentation), Verdict::refuse);
  auto unsent = code();
  unsent.redirect_uri_sent = false;
  EXPECT_EQ(verdict(unsent, presentation), Verdict::redeem);
  EXPECT_EQ(verdict(unsent, rightly()), Verdict::redeem);
}

TEST(AuthorizationCodeTest, B23_AWrongMissingOrMalformedVerifierBurnsIt) {
  auto presentation = rightly();
  presentation.verifier_digest = std::string(43, 'e');
  EXPECT_EQ(verdict(code(), presentation), Verdict::burn);
  presentation.verifier_digest.reset();
  EXPECT_EQ(verdict(code(), presentation), Verdict::burn);
  presentation.has_verifier = false;
  EXPECT_EQ(verdict(code(), presentation), Verdict::burn);
  auto burnt = code();
  burnt.burnt = true;
  EXPECT_EQ(verdict(burnt, rightly()), Verdict::refuse);
}

TEST(AuthorizationCodeTest, B24_AVerifierWithoutAChallengeBurnsIt) {
  auto unchallenged = code();
  unchallenged.challenge.reset();
  EXPECT_EQ(verdict(unchallenged, rightly()), Verdict::burn);
  auto presentation = rightly();
  presentation.has_verifier = false;
  presentation.verifier_digest.reset();
  EXPECT_EQ(verdict(unchallenged, presentation), Verdict::redeem);
}

TEST(CodeChallengeTest, VerifiersAre43To128UnreservedCharacters) {
  EXPECT_FALSE(is_code_verifier(std::string(42, 'a')));
  EXPECT_TRUE(is_code_verifier(std::string(43, 'a')));
  EXPECT_TRUE(is_code_verifier(std::string(124, 'a') + "-._~"));
  EXPECT_FALSE(is_code_verifier(std::string(129, 'a')));
  for (const char c : {'+', '/', '=', ' ', '\0', '\x80'}) {
    EXPECT_FALSE(is_code_verifier(std::string(43, 'a') + c));
  }
}

TEST(CodeChallengeTest, ChallengesAreCanonicalBase64urlOf32Bytes) {
  EXPECT_TRUE(is_code_challenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
  EXPECT_FALSE(is_code_challenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN")) << "spare bits";
  EXPECT_FALSE(is_code_challenge(""));
}

}  // namespace
}  // namespace chancery
