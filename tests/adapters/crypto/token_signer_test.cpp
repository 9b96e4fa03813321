// What is signed here verifies; nothing else does. Forged tokens are made with the real keys
// wherever the forger could have something signed, so that only the rule under test can refuse
// them.

#include "adapters/crypto/token_signer.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "adapters/crypto/claims.hpp"
#include "adapters/crypto/digest.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/crypto/ring_fixture.hpp"

namespace chancery::crypto {
namespace {

using codec::base64url;
using enum SignatureAlgorithm;

const AccessTokenClaims claims{.issuer = Issuer("https://id.example"),
                               .subject = "u1",
                               .audience = {"https://api.example"},
                               .client = ClientId("shop"),
                               .scopes = {"orders"},
                               .id = TokenId("j1"),
                               .issued_at = noon,
                               .expires_at = noon + 10min,
                               .login = FamilyId("f1"),
                               .authenticated_at = noon};

class TokenSignerTest : public RingFixture {
 protected:
  /// A token that our own ES256 key signed, whatever it says.
  [[nodiscard]] std::string forge(std::string_view header, std::string_view payload) const {
    const auto input = base64url(header) + "." + base64url(payload);
    return input + "." + base64url(ring.keys().find("es-1")->signing()->sign(input));
  }
  [[nodiscard]] std::string forge(std::string_view header) const {
    return forge(header, write_claims(claims));
  }
  [[nodiscard]] bool accepts(const std::string& token) { return signer.verify(token).has_value(); }

  TokenSigner signer{ring};
};

TEST_F(TokenSignerTest, VerifiesWhatItSigned) {
  for (const auto alg : {ES256, RS256}) {
    EXPECT_EQ(signer.verify(signer.sign(claims, alg).reveal()), claims);
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

TEST_F(TokenSignerTest, B46_NoCharacterOfATokenCanBeChanged) {
  const auto token = signer.sign(claims, ES256).reveal();
  for (std::size_t i = 0; i < token.size(); ++i) {
    for (const char c : {'A', 'E', '.', '='}) {
      if (token[i] == c) continue;
      auto altered = token;
      altered[i] = c;
      EXPECT_FALSE(accepts(altered)) << i;
    }
    EXPECT_FALSE(accepts(token.substr(0, i)));
  }
  for (const char* suffix : {"=", "==", ".", ".e30", "A", "\n", " "}) {
    EXPECT_FALSE(accepts(token + suffix));
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST_F(TokenSignerTest, B46_ASignatureHasOneForm) {
  const auto token = signer.sign(claims, ES256).reveal();
  const auto input = token.substr(0, token.rfind('.') + 1);
  const auto raw = codec::from_base64url(token.substr(input.size())).value();
  const auto with = [&](const std::string& signature) { return input + base64url(signature); };
  ASSERT_TRUE(accepts(with(raw)));
  const std::string zeros(32, '\0');
  for (const auto& signature :
       {std::string(64, '\0'), zeros + raw.substr(32), raw.substr(0, 32) + zeros,
        std::string(64, '\xff'), raw.substr(0, 63), raw + '\0', raw + std::string(2, '\0')}) {
    EXPECT_FALSE(accepts(with(signature)));
  }
}

/// A signature of the RFC's P-256 key as DER, which is what most libraries give.
std::string der_signature(std::string_view message) {
  const auto der = bytes_of_key(test_keys::rfc7515_a3).reveal();
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  auto* key = d2i_AutoPrivateKey(nullptr, &begin, static_cast<long>(der.size()));
  auto* context = EVP_MD_CTX_new();
  std::string signature(80, '\0');
  auto length = signature.size();
  EXPECT_EQ(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key), 1);
  EXPECT_EQ(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &length,
                           reinterpret_cast<const unsigned char*>(message.data()), message.size()),
            1);
  signature.resize(length);
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  return signature;
}

TEST_F(TokenSignerTest, B46_ADerSignatureIsNoJoseSignature) {
  const auto token = signer.sign(claims, ES256).reveal();
  const auto input = token.substr(0, token.rfind('.'));
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(accepts(input + "." + base64url(der_signature(input))));
}

TEST_F(TokenSignerTest, B45_NoTokenGoesUnsigned) {
  for (const char* alg : {"none", "None", "nOnE", "NONE", ""}) {
    for (const char* kid : {"es-1", "rs-1"}) {
      const auto input = base64url(R"({"alg":")" + std::string(alg) +
                                   R"(","typ":"at+jwt","kid":")" + kid + R"("})") +
                         "." + base64url(write_claims(claims));
      EXPECT_FALSE(accepts(input + "."));
      EXPECT_FALSE(accepts(input));
      EXPECT_FALSE(
          accepts(input + "." + base64url(ring.keys().find("es-1")->signing()->sign(input))));
    }
  }
}

/// The public half of the RFC's RSA key in the forms in which people have taken it for an HMAC key.
std::vector<std::string> public_key_texts(const KeySet& keys) {
  const auto der = bytes_of_key(test_keys::rfc7515_a2).reveal();
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  auto* key = d2i_AutoPrivateKey(nullptr, &begin, static_cast<long>(der.size()));
  auto* bio = BIO_new(BIO_s_mem());
  EXPECT_EQ(PEM_write_bio_PUBKEY(bio, key), 1);
  char* data = nullptr;
  const auto length = BIO_get_mem_data(bio, &data);
  const std::string pem(data, static_cast<std::size_t>(length));
  BIO_free(bio);
  std::string spki(static_cast<std::size_t>(i2d_PUBKEY(key, nullptr)), '\0');
  auto* out = reinterpret_cast<unsigned char*>(spki.data());
  i2d_PUBKEY(key, &out);
  EVP_PKEY_free(key);
  return {pem, pem.substr(0, pem.size() - 1), spki,
          keys.find("rs-1")->signing()->public_jwk(KeyId("rs-1"))};
}

TEST_F(TokenSignerTest, B45_OurPublicKeyIsNoHmacKey) {
  for (const char* header : {R"({"alg":"HS256","typ":"at+jwt","kid":"rs-1"})",
                             R"({"alg":"RS256","typ":"at+jwt","kid":"rs-1"})"}) {
    for (const auto& key : public_key_texts(ring.keys())) {
      const auto input = base64url(header) + "." + base64url(write_claims(claims));
      EXPECT_FALSE(accepts(input + "." + base64url(hmac_sha256(Secret(key), input))));
    }
  }
}

TEST_F(TokenSignerTest, B45_TheKeySaysTheAlgorithmNotTheHeader) {
  for (const char* alg :
       {"RS256", "ES384", "ES512", "PS256", "HS256", "EdDSA", "es256", "ES256 ", "ES256K"}) {
    EXPECT_FALSE(
        accepts(forge(R"({"alg":")" + std::string(alg) + R"(","typ":"at+jwt","kid":"es-1"})")))
        << alg;
  }
  EXPECT_FALSE(accepts(forge(R"({"alg":"ES256","typ":"at+jwt","kid":"rs-1"})")));
}

TEST_F(TokenSignerTest, B45_KeysThatDoNotSignDoNotVerify) {
  for (const char* kid : {"tag1", "sec1"}) {
    for (const char* alg : {"ES256", "HS256", "refresh_tag", "client_secret"}) {
      const auto input = base64url(R"({"alg":")" + std::string(alg) +
                                   R"(","typ":"at+jwt","kid":")" + kid + R"("})") +
                         "." + base64url(write_claims(claims));
      const auto mac = hmac_sha256(symmetric_key(kid[0]), input);
      EXPECT_FALSE(accepts(input + "." + base64url(mac)));
      EXPECT_FALSE(
          accepts(input + "." + base64url(ring.keys().find("es-1")->signing()->sign(input))));
    }
  }
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
