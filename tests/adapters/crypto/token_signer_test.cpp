// What is signed here verifies; of what has another header or other claims nothing does.

#include "adapters/crypto/token_signer.hpp"

#include "ports/unavailable.hpp"
#include "tests/adapters/crypto/token_fixture.hpp"

namespace chancery::crypto {
namespace {

using codec::base64url;
using enum SignatureAlgorithm;

class TokenSignerTest : public TokenFixture {};

TEST_F(TokenSignerTest, VerifiesWhatItSigned) {
  for (const auto alg : signature_algorithms) {
    EXPECT_EQ(signer.verify(signer.sign(claims, alg).reveal()), claims) << name(alg);
  }
}

TEST_F(TokenSignerTest, TheHeaderHasAlgTypAndKidAndNothingElse) {
  const auto token = signer.sign(claims, ES256).reveal();
  EXPECT_EQ(codec::from_base64url(token.substr(0, token.find('.'))),
            R"({"alg":"ES256","typ":"at+jwt","kid":"es-1"})");
}

TEST_F(TokenSignerTest, SignsWithNothingButAnActiveKey) {
  for (const auto state : {KeyState::next, KeyState::retiring}) {
    stored[0].record.state = state;
    ring.replace(stored);
    EXPECT_THROW((void)signer.sign(claims, ES256), Unavailable);
    EXPECT_TRUE(accepts(signer.sign(claims, RS256).reveal()));
  }
}

TEST_F(TokenSignerTest, VerifiesWithAKeyOfAnyStateUntilItIsGone) {
  const auto token = signer.sign(claims, ES256).reveal();
  for (const auto state : {KeyState::next, KeyState::retiring}) {
    stored[0].record.state = state;
    stored[0].record.retired_at = noon - 1000h;
    ring.replace(stored);
    EXPECT_TRUE(accepts(token));
  }
  stored.erase(stored.begin());
  ring.replace(stored);
  EXPECT_FALSE(accepts(token));
}

TEST_F(TokenSignerTest, WhatWasVerifiedOnceIsLookedAtAgainInAllButItsSignature) {
  const auto token = signer.sign(claims, ES256).reveal();
  for (int time = 0; time < 3; ++time) EXPECT_EQ(signer.verify(token), claims);
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto other = token;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    if (other == token) continue;
    EXPECT_FALSE(accepts(other)) << "character " << i;
  }
  EXPECT_FALSE(accepts(token + 'A'));
  stored.erase(stored.begin());
  ring.replace(stored);
  EXPECT_FALSE(accepts(token));
}

TEST_F(TokenSignerTest, B47_AKeyIdFindsAKeyOfOursOrNothing) {
  const std::string kids[] = {R"("../../etc/passwd")",
                              R"("' OR 1=1")",
                              '"' + std::string(10 * 1024, 'k') + '"',
                              '"' + std::string(65, 'e') + '"',
                              R"("es-1\u0000")",
                              R"("ES-1")",
                              R"("es-1 ")",
                              R"("")",
                              "null",
                              "0",
                              R"(["es-1"])"};
  for (const auto& kid : kids) {
    EXPECT_FALSE(accepts(forge(R"({"alg":"ES256","typ":"at+jwt","kid":)" + kid + "}"))) << kid;
  }
  EXPECT_FALSE(accepts(forge(R"({"alg":"ES256","typ":"at+jwt"})")));
  for (int i = 0; i < 1000; ++i) {
    EXPECT_FALSE(
        accepts(forge(R"({"alg":"ES256","typ":"at+jwt","kid":"x)" + std::to_string(i) + R"("})")));
  }
}

TEST_F(TokenSignerTest, B48_AKeyThatTheTokenBringsAlongIsNotUsed) {
  const auto theirs = SigningKey::generate(ES256);
  const auto jwk = theirs.public_jwk(KeyId("es-1"));
  for (const auto& member :
       {R"("jwk":)" + jwk, std::string(R"("jku":"https://evil.example/jwks")"),
        std::string(R"("x5u":"https://evil.example/x5c")"), std::string(R"("x5c":["MIIB"])")}) {
    const auto header = R"({"alg":"ES256","typ":"at+jwt","kid":"es-1",)" + member + "}";
    const auto input = base64url(header) + "." + base64url(write_claims(claims));
    EXPECT_FALSE(accepts(input + "." + base64url(theirs.sign(input)))) << member;
    EXPECT_TRUE(accepts(forge(header))) << "ignored: " << member;
  }
}

TEST_F(TokenSignerTest, B49_NothingButAPlainJwsIsRead) {
  for (const char* member : {R"("crit":["exp"])", R"("crit":["b64"],"b64":false)", R"("crit":[])",
                             R"("b64":false)", R"("zip":"DEF")", R"("enc":"A256GCM")"}) {
    EXPECT_FALSE(accepts(
        forge(R"({"alg":"ES256","typ":"at+jwt","kid":"es-1",)" + std::string(member) + "}")))
        << member;
  }
  const auto claims_text = write_claims(claims);
  for (
      const char* header :
      {R"({"alg":"dir","enc":"A256GCM","typ":"at+jwt","kid":"es-1"})",
       R"({"alg":"PBES2-HS256+A128KW","p2c":1000000000,"enc":"A128GCM","typ":"at+jwt","kid":"es-1"})"}) {
    EXPECT_FALSE(accepts(base64url(header) + "..AAAA." + base64url(claims_text) + ".AAAA"));
    EXPECT_FALSE(accepts(forge(header)));
  }
}

TEST_F(TokenSignerTest, B49_ATokenInATokenIsNoToken) {
  auto token = signer.sign(claims, ES256).reveal();
  for (int depth = 0; depth < 10; ++depth) {
    token = forge(R"({"alg":"ES256","typ":"at+jwt","kid":"es-1","cty":"JWT"})", token);
    EXPECT_FALSE(accepts(token)) << depth;
  }
}

TEST_F(TokenSignerTest, B52_OtherKindsOfTokenAreNoAccessTokens) {
  for (const char* typ : {R"("typ":"JWT",)", R"("typ":"jwt",)", R"("typ":"logout+jwt",)",
                          R"("typ":"dpop+jwt",)", R"("typ":"application/jwt",)", R"("typ":"",)",
                          R"("typ":null,)", R"("typ":["at+jwt"],)", ""}) {
    EXPECT_FALSE(accepts(forge(R"({"alg":"ES256",)" + std::string(typ) + R"("kid":"es-1"})")))
        << typ;
  }
  for (const char* typ : {"at+jwt", "AT+JWT", "application/at+jwt"}) {
    EXPECT_TRUE(
        accepts(forge(R"({"alg":"ES256","typ":")" + std::string(typ) + R"(","kid":"es-1"})")));
  }
}

TEST_F(TokenSignerTest, B54_ClaimsAreReadStrictlyHoweverWellSigned) {
  const std::string header = R"({"alg":"ES256","typ":"at+jwt","kid":"es-1"})";
  const auto good = write_claims(claims);
  const auto replace = [&](std::string_view from, std::string_view to) {
    auto json = good;
    json.replace(json.find(from), from.size(), to);
    return json;
  };
  const auto exp = R"("exp":)" + std::to_string(claims.expires_at.time_since_epoch().count());
  ASSERT_TRUE(accepts(forge(header, good)));
  for (const auto& json :
       {replace(exp, exp + "," + exp), replace(exp, R"("exp":"1900000000")"),
        replace(exp, R"("exp":1e300)"), replace(exp, R"("exp":1900000000.5)"),
        replace(exp, R"("exp":-1)"), replace(R"("sub":"u1")", R"("sub":"u1","sub\u0000":"u2")"),
        replace(R"("sub":"u1")", R"("sub":"u1","sub":"u2")"), replace(R"("sub":"u1",)", ""),
        good + "\xff", good + "{}"}) {
    EXPECT_FALSE(accepts(forge(header, json))) << json;
  }
}

TEST_F(TokenSignerTest, B54_ATokenOfTheFarFutureIsReadAndThenJudged) {
  auto early = claims;
  early.issued_at = noon + clock_skew + 1s;
  early.expires_at = early.issued_at + 10min;
  const auto read = signer.verify(signer.sign(early, ES256).reveal());
  ASSERT_TRUE(read);
  EXPECT_TRUE(invalidity(*read, claims.issuer, noon));
}

TEST_F(TokenSignerTest, B55_EndlessTokensAreRefused) {
  const auto token = signer.sign(claims, ES256).reveal();
  EXPECT_FALSE(accepts(std::string(1'000'000, 'a')));
  EXPECT_FALSE(accepts(std::string(100'000, '.')));
  EXPECT_FALSE(accepts(token + std::string(1'000'000, 'A')));
  auto big = claims;
  big.audience = {std::string(6200, 'a')};
  EXPECT_FALSE(accepts(signer.sign(big, ES256).reveal()));
  big.audience = {std::string(5000, 'a')};
  EXPECT_TRUE(accepts(signer.sign(big, ES256).reveal()));
}

}  // namespace
}  // namespace chancery::crypto
