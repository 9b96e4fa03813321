// What clients verify: each kind as itself, and a hint only of what may be one.

#include "adapters/crypto/id_token_signer.hpp"

#include "adapters/crypto/hashes.hpp"
#include "domain/code_challenge.hpp"
#include "domain/codec/base64url.hpp"
#include "tests/adapters/crypto/token_fixture.hpp"

namespace chancery::crypto {
namespace {

using codec::Json;

class IdTokenSignerTest : public TokenFixture {
 protected:
  IdTokenSigner signer{ring};
  const Json payload = Json::object({{"sub", "u1"}, {"nonce", "<n>"}});
};

TEST_F(IdTokenSignerTest, GivesBackWhatItSignedByEveryAlgorithm) {
  for (const auto alg : signature_algorithms) {
    const auto token = signer.sign(payload, outbound::JwtType::id_token, alg);
    EXPECT_EQ(signer.verify(token.reveal()), payload) << name(alg);
  }
}

TEST_F(IdTokenSignerTest, B52_ALogoutTokenIsNoHint) {
  const auto token =
      signer.sign(payload, outbound::JwtType::logout_token, SignatureAlgorithm::ES256);
  EXPECT_EQ(signer.verify(token.reveal()), std::nullopt);
}

TEST(HashesTest, TheVerifierOfRfc7636AppendixBAnswersItsChallenge) {
  const auto digest =
      codec::base64url(Hashes().sha256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
  EXPECT_TRUE(answers_challenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", digest));
  EXPECT_FALSE(answers_challenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN", digest));
}

TEST(HashesTest, Sha512OfTheEmptyTextIsThatOfTheStandard) {
  EXPECT_EQ(codec::base64url(Hashes().sha512("")).substr(0, 20), "z4PhNX7vuL3xVChQ1m2A");
}

}  // namespace
}  // namespace chancery::crypto
