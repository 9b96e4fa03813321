#include "adapters/crypto/signing_key.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include <thread>
#include <vector>

#include "domain/codec/base64url.hpp"
#include "tests/adapters/crypto/ring_fixture.hpp"
#include "tests/adapters/crypto/test_keys.hpp"
#include "tests/adapters/crypto/unhex.hpp"

namespace chancery::crypto {
namespace {

using enum SignatureAlgorithm;

SigningKey read(SignatureAlgorithm alg, std::string_view der) {
  return SigningKey::from_pkcs8(alg, bytes_of_key(der)).value();
}

std::string unbase64url(std::string_view text) { return codec::from_base64url(text).value(); }

constexpr std::string_view rfc7515_a2_input =
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
    "bS9pc19yb290Ijp0cnVlfQ";
constexpr std::string_view rfc7515_a2_signature =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
    "O8W2Fp5juj"
    "Gbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Q"
    "e7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUT"
    "I8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
constexpr std::string_view rfc7515_a3_input =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
    "bS9pc19yb290Ijp0cnVlfQ";
constexpr std::string_view rfc7515_a3_signature =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

TEST(SigningKey, Rfc7515AppendixA2) {
  const auto key = read(RS256, test_keys::rfc7515_a2);
  EXPECT_TRUE(key.verify(rfc7515_a2_input, unbase64url(rfc7515_a2_signature)));
  EXPECT_EQ(codec::base64url(key.sign(rfc7515_a2_input)), rfc7515_a2_signature);
}

TEST(SigningKey, Rfc7515AppendixA3) {
  const auto key = read(ES256, test_keys::rfc7515_a3);
  EXPECT_TRUE(key.verify(rfc7515_a3_input, unbase64url(rfc7515_a3_signature)));
}

TEST(SigningKey, PublishesTheJwkOfTheRfcAndNothingPrivate) {
  EXPECT_EQ(
      read(ES256, test_keys::rfc7515_a3).public_jwk(KeyId("k-1")),
      R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
      R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","use":"sig","alg":"ES256","kid":"k-1"})");
  EXPECT_EQ(
      read(RS256, test_keys::rfc7515_a2).public_jwk(KeyId("k-2")),
      R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJ)"
      R"(PMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXnd)"
      R"(S5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxX)"
      R"(FvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB","use":"sig",)"
      R"("alg":"RS256","kid":"k-2"})");
}

// About one r or s in 128 begins with a zero byte, which DER leaves out and JOSE does not.
TEST(SigningKey, EcdsaSignaturesAlwaysHave64Bytes) {
  const auto key = read(ES256, test_keys::rfc7515_a3);
  int padded = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto message = std::to_string(i);
    const auto signature = key.sign(message);
    ASSERT_EQ(signature.size(), 64U);
    ASSERT_TRUE(key.verify(message, signature));
    if (signature[0] == '\0' || signature[32] == '\0') ++padded;
  }
  EXPECT_GT(padded, 0);
}

TEST(SigningKey, SurvivesItsPkcs8Form) {
  for (const auto alg : {ES256, RS256}) {
    const auto key = SigningKey::generate(alg);
    const auto again = SigningKey::from_pkcs8(alg, key.pkcs8());
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->verify("m", key.sign("m")));
    EXPECT_EQ(again->public_jwk(KeyId("k")), key.public_jwk(KeyId("k")));
  }
}

TEST(SigningKey, MakesRsaKeysOf2048Bits) {
  EXPECT_EQ(SigningKey::generate(RS256).sign("m").size(), 256U);
}

TEST(SigningKey, B45_B55_ReadsNoKeyThatIsNotFitForTheAlgorithm) {
  const struct {
    SignatureAlgorithm alg;
    std::string_view der;
  } refused[] = {
      {ES256, test_keys::p384},
      {ES256, test_keys::rfc7515_a2},
      {ES256, test_keys::ed25519},
      {ES256, test_keys::p256_off_curve},
      {ES256, test_keys::p256_of_another},
      {RS256, test_keys::rfc7515_a3},
      {RS256, test_keys::rsa1024},
      {RS256, test_keys::ed25519},
  };
  for (const auto& [alg, der] : refused) {
    EXPECT_FALSE(SigningKey::from_pkcs8(alg, bytes_of_key(der))) << name(alg) << " " << der;
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(SigningKey, ReadsNothingThatIsNotExactlyOneKey) {
  const auto der = bytes_of_key(test_keys::rfc7515_a3).reveal();
  EXPECT_FALSE(SigningKey::from_pkcs8(ES256, Secret("")));
  EXPECT_FALSE(SigningKey::from_pkcs8(ES256, Secret(der + '\0')));
  for (std::size_t length = 1; length < der.size(); ++length) {
    EXPECT_FALSE(SigningKey::from_pkcs8(ES256, Secret(der.substr(0, length)))) << length;
  }
}

TEST(SigningKey, B46_RefusesSignaturesThatAreNotOnesOwn) {
  const auto key = read(ES256, test_keys::rfc7515_a3);
  const auto good = key.sign("m");
  const std::string zero(32, '\0');
  const std::string order =
      unhex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  const std::string beyond(32, '\xff');
  const auto r = good.substr(0, 32);
  const auto s = good.substr(32);
  const std::string refused[] = {
      zero + zero, zero + s,      r + zero,
      order + s,   r + order,     beyond + s,
      r + beyond,  order + order, good.substr(1),
      good + '\0', '\0' + good,   good + std::string(2, '\0'),
      "",          s + r,         std::string(1, '\0') + r + std::string(1, '\0') + s,
  };
  ASSERT_TRUE(key.verify("m", good));
  for (const auto& signature : refused) EXPECT_FALSE(key.verify("m", signature));
  EXPECT_FALSE(key.verify("n", good));
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(SigningKey, B46_RefusesRsaSignaturesOfAnotherLength) {
  const auto key = read(RS256, test_keys::rfc7515_a2);
  const auto good = key.sign("m");
  ASSERT_TRUE(key.verify("m", good));
  for (const auto& signature : {good.substr(1), good + '\0', '\0' + good, std::string(),
                                std::string(256, '\0'), std::string(256, '\xff')}) {
    EXPECT_FALSE(key.verify("m", signature));
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(SigningKey, OneKeyServesManyThreads) {
  const auto key = read(ES256, test_keys::rfc7515_a3);
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&key, t] {
      for (int i = 0; i < 200; ++i) {
        const auto message = std::to_string(t * 1000 + i);
        EXPECT_TRUE(key.verify(message, key.sign(message)));
      }
    });
  }
}

}  // namespace
}  // namespace chancery::crypto
