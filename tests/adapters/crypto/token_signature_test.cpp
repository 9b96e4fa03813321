// Only a signature of ours in its one form counts, made with the algorithm of the key.

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "adapters/crypto/digest.hpp"
#include "tests/adapters/crypto/token_fixture.hpp"

namespace chancery::crypto {
namespace {

using codec::base64url;
using enum SignatureAlgorithm;

class TokenSignatureTest : public TokenFixture {};

TEST_F(TokenSignatureTest, B46_NoCharacterOfATokenCanBeChanged) {
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

TEST_F(TokenSignatureTest, B46_ASignatureHasOneForm) {
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

TEST_F(TokenSignatureTest, B46_ADerSignatureIsNoJoseSignature) {
  const auto token = signer.sign(claims, ES256).reveal();
  const auto input = token.substr(0, token.rfind('.'));
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(accepts(input + "." + base64url(der_signature(input))));
}

TEST_F(TokenSignatureTest, B45_NoTokenGoesUnsigned) {
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

TEST_F(TokenSignatureTest, B45_OurPublicKeyIsNoHmacKey) {
  for (const char* header : {R"({"alg":"HS256","typ":"at+jwt","kid":"rs-1"})",
                             R"({"alg":"RS256","typ":"at+jwt","kid":"rs-1"})"}) {
    for (const auto& key : public_key_texts(ring.keys())) {
      const auto input = base64url(header) + "." + base64url(write_claims(claims));
      EXPECT_FALSE(accepts(input + "." + base64url(hmac_sha256(Secret(key), input))));
    }
  }
}

TEST_F(TokenSignatureTest, B45_TheKeySaysTheAlgorithmNotTheHeader) {
  for (const char* alg :
       {"RS256", "ES384", "ES512", "PS256", "HS256", "EdDSA", "es256", "ES256 ", "ES256K"}) {
    EXPECT_FALSE(
        accepts(forge(R"({"alg":")" + std::string(alg) + R"(","typ":"at+jwt","kid":"es-1"})")))
        << alg;
  }
  for (const char* kid : {"rs-1", "ps-1", "ed-1"}) {
    EXPECT_FALSE(
        accepts(forge(R"({"alg":"ES256","typ":"at+jwt","kid":")" + std::string(kid) + "\"}")))
        << kid;
  }
}

TEST_F(TokenSignatureTest, B45_KeysThatDoNotSignDoNotVerify) {
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

}  // namespace
}  // namespace chancery::crypto
