// What clients verify, and what comes back as an id_token_hint.

#include "adapters/crypto/id_token_signer.hpp"

#include "adapters/crypto/compact_jws.hpp"
#include "tests/adapters/crypto/token_fixture.hpp"

namespace chancery::crypto {
namespace {

using codec::Json;
using outbound::JwtType;

const Json payload = Json::object({{"sub", "u1"}, {"aud", "shop"}, {"exp", 1}});

class IdTokenSignerTest : public TokenFixture {
 protected:
  IdTokenSigner ids{ring};
};

TEST_F(IdTokenSignerTest, AnIdTokenComesBackAsItWasEvenWhenExpired) {
  for (const auto alg : signature_algorithms) {
    EXPECT_EQ(ids.verify(ids.sign(payload, JwtType::id_token, alg).reveal()), payload) << name(alg);
  }
}

TEST_F(IdTokenSignerTest, EachKindHasItsTyp) {
  const auto typ = [&](JwtType type) {
    const auto token = ids.sign(payload, type, SignatureAlgorithm::RS256);
    return parse_compact_jws(token.reveal()).value().type;
  };
  EXPECT_EQ(typ(JwtType::id_token), "JWT");
  EXPECT_EQ(typ(JwtType::userinfo), "JWT");
  EXPECT_EQ(typ(JwtType::logout_token), "logout+jwt");
}

TEST_F(IdTokenSignerTest, B49_NeitherAccessNorLogoutTokensAreIdTokens) {
  EXPECT_FALSE(
      ids.verify(ids.sign(payload, JwtType::logout_token, SignatureAlgorithm::ES256).reveal()));
  EXPECT_FALSE(ids.verify(signer.sign(claims, SignatureAlgorithm::ES256).reveal()));
}

TEST_F(IdTokenSignerTest, AGenuineSignatureOfNoObjectIsNone) {
  JwtSigner jwts(ring);
  for (const char* text : {"[]", "1", "null", "", "{", R"({"a":1,"a":2})"}) {
    EXPECT_FALSE(ids.verify(jwts.sign(text, "JWT", SignatureAlgorithm::ES256).reveal())) << text;
  }
}

}  // namespace
}  // namespace chancery::crypto
