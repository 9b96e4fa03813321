// Tokens of several kinds under the same keys: each verifies as what it is, and as nothing else.

#include "adapters/crypto/jwt_signer.hpp"

#include "adapters/crypto/compact_jws.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/crypto/token_fixture.hpp"

namespace chancery::crypto {
namespace {

using codec::base64url;
using enum SignatureAlgorithm;

constexpr std::string_view payload = R"({"sub":"u1"})";

class JwtSignerTest : public TokenFixture {
 protected:
  [[nodiscard]] bool knows(const std::string& token, std::string_view typ = "jwt") {
    return jwts.verify(token, typ).has_value();
  }
  [[nodiscard]] std::string id_token(SignatureAlgorithm alg) {
    return jwts.sign(payload, "JWT", alg).reveal();
  }

  JwtSigner jwts{ring};
};

TEST_F(JwtSignerTest, VerifiesWhatItSignedAndTellsTheAlgorithm) {
  for (const auto alg : signature_algorithms) {
    EXPECT_EQ(jwts.verify(id_token(alg), "jwt"), (JwtSigner::Verified{std::string(payload), alg}))
        << name(alg);
  }
}

TEST_F(JwtSignerTest, TheHeaderHasAlgTypAndKidAndNothingElse) {
  const auto header = [&](SignatureAlgorithm alg) {
    const auto token = jwts.sign(payload, "logout+jwt", alg).reveal();
    return codec::from_base64url(token.substr(0, token.find('.'))).value();
  };
  EXPECT_EQ(header(EdDSA), R"({"alg":"EdDSA","typ":"logout+jwt","kid":"ed-1"})");
  EXPECT_EQ(header(PS256), R"({"alg":"PS256","typ":"logout+jwt","kid":"ps-1"})");
}

TEST_F(JwtSignerTest, B49_ATokenOfOneKindPassesForNoOther) {
  const auto logout = jwts.sign(payload, "logout+jwt", RS256).reveal();
  EXPECT_TRUE(knows(logout, "logout+jwt"));
  EXPECT_FALSE(knows(logout));
  EXPECT_FALSE(knows(id_token(RS256), "logout+jwt"));
  EXPECT_FALSE(knows(signer.sign(claims, ES256).reveal()));
  EXPECT_FALSE(accepts(id_token(ES256)));
}

TEST_F(JwtSignerTest, VerifiesWithARetiredKeyAsLongAsItIsKept) {
  const auto token = id_token(RS256);
  auto& key = stored[1];
  ASSERT_EQ(key.record.use, KeyUse::sign_rs256);
  key.record.state = KeyState::retiring;
  key.record.retired_at = noon - 1000h;
  ring.replace(stored);
  EXPECT_TRUE(knows(token));
  EXPECT_THROW(static_cast<void>(jwts.sign(payload, "JWT", RS256)), Unavailable);
  stored.erase(stored.begin() + 1);
  ring.replace(stored);
  EXPECT_FALSE(knows(token));
}

TEST_F(JwtSignerTest, B45_B46_NothingButOurOwnSignatureOfTheKeysAlgorithmCounts) {
  const auto token = id_token(ES256);
  const auto signature = token.substr(token.rfind('.'));
  const auto with_header = [&](const std::string& header) {
    const auto input = base64url(header) + '.' + base64url(payload);
    return input + '.' + base64url(ring.keys().find("es-1")->signing()->sign(input));
  };
  ASSERT_TRUE(knows(with_header(R"({"alg":"ES256","typ":"JWT","kid":"es-1"})")));
  for (const char* header :
       {R"({"alg":"none","typ":"JWT","kid":"es-1"})", R"({"alg":"HS256","typ":"JWT","kid":"es-1"})",
        R"({"alg":"EdDSA","typ":"JWT","kid":"es-1"})",
        R"({"alg":"EdDSA","typ":"JWT","kid":"ed-1"})",
        R"({"alg":"ES256","typ":"JWT","kid":"ed-1"})",
        R"({"alg":"ES256","typ":"JWT","kid":"sub1"})",
        R"({"alg":"ES256","typ":"JWT","kid":"gone"})", R"({"alg":"ES256","typ":"JWT"})",
        R"({"alg":"ES256","kid":"es-1"})"}) {
    EXPECT_FALSE(knows(with_header(header))) << header;
  }
  EXPECT_FALSE(knows(token.substr(0, token.size() - signature.size())));
  EXPECT_FALSE(
      knows(token.substr(0, token.find('.') + 1) + base64url(R"({"sub":"u2"})") + signature));
  EXPECT_FALSE(knows(""));
}

}  // namespace
}  // namespace chancery::crypto
