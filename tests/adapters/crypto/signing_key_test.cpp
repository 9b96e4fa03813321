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

constexpr std::string_view rfc8037_a4_input =
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
constexpr std::string_view rfc8037_a4_signature =
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

TEST(SigningKey, Rfc8037AppendixA4AndA5) {
  const auto key = read(EdDSA, test_keys::rfc8037_a1);
  EXPECT_EQ(codec::base64url(key.sign(rfc8037_a4_input)), rfc8037_a4_signature);
  EXPECT_TRUE(key.verify(rfc8037_a4_input, unbase64url(rfc8037_a4_signature)));
}

// EMSA-PSS of RFC 8017 §9.1 written out in Python, big numbers and SHA-2 only, under the RSA key of
// RFC 7515 A.2. The salt is the bytes 0, 1, 2 …
constexpr std::string_view pss_input = "what PS256 signs";
constexpr std::string_view pss_salt_of_32 =
    "bizCgwPFOiKD2WZj3ni-RGtxJOEGCceYYj67b7uVHm7Q7Ag8bA_NEee-qphlxuIZjlS8bN82WcStfSszgGdKUJHrQw"
    "mK2dFwQDbzohDYGkzPtugIDbvGrb6e6nNyVEyvPIcjzWuRSYVwttJz1M7nbxLTOZt03fg_VyWaA5O1--NHVWXjXE74"
    "xR7xsk9KM6hbWnKJPwDxj2u1e4lekFyzs7UfmFwjNz3ufd4WXwPHmVDORhB8QfVbIzkUTR4xypW8AlzX13ISTDgrr9"
    "Tn3GB_ygS3l1PSPW3O8jp5zseKmpGYNXxsntSWiBFnVK05ruPrxxzgpSi1Q_C7G0RsCTCBDg";
constexpr std::string_view pss_without_salt =
    "QbvqEesRbtz1jwALh-HOYItya20xniGd38If5943SB4tocOfJGxgQ6UEbwLeDGNC98F83-J_G18iHwO9njnbND0EKZ"
    "zpt7FKQ0FhFbVBq8amAXGNTxhgjkrCnvaZdZQmzqWPabhyGxhrb0V82QLF7JFQxqqey5cu9eGl49xIF_rX47i2rgSF"
    "UZibINsrexGRZOm6IeMPXmprJnD1G8q5t3z43jlR2aXucX5BvOtnj0S2ayNSAkXw5FP8DlRfKFHVKe9uVF9UKu48v8"
    "2RVYfDvRH6ZgVFX3zw4vSiBRaJEtVXpzsn7mk2hWKzgsWMuszD06jgRO72T8sQp3CPuqfZng";
constexpr std::string_view pss_salt_of_20 =
    "Sl1mE99S68sVH5mSJzM47wWepsG-3HsPEvMtEIkBZeLOb9E4NdioA58o6c1nqyWsDu_TzVaTAgknCZBTc5CB4ltEa8"
    "j73uYlV0gGS_LLRenOhv5FDNAM_UlLmZv-rgZmVSoDrYVQHFJFTa5m7IBvzv-lJZaUS7WGlHplImgdhtI-XLZiJ8mH"
    "PDtX8y2mxikaNZhTN1xe3tr-P2vvx_1tK8TBye2LjiOIZOZvqnT5RMSL-je-n4v8k8Wujtfz-nNAx1s8TWR4IgAxii"
    "_bakhDzB0l9H6kdz1UZdZ5spPjWpKT5q6pxs1eyLU1Q8jR4U7AR4ejtbBTUno7a4VNSN4e3Q";
constexpr std::string_view pss_salt_of_33 =
    "XfxATqcSD_jda4hek9nhkydoqohxh2kM58qXjN_ra9OZz4L1nmwy2w7k-VVElx-Bm0nAFf5dIZ70j5vUZTs33VQhSK"
    "Efkt_4tYg-iP_wNtqJZKPlK7dTZ8SYPE4AK8Orw7SS9SMKy3aRYkDxc-edYUufxnwanhWcw1yQObbwCpm4PrEITXKU"
    "WVdtlBAqIlbRRpF53Sk1Jf3YtRmnrMjFUFLbQCMCKXNE11NdJTTZBQ9smeFHPE17QHvCojAsIBNQL2Bxhr_jIRbx1i"
    "g53tfBmxozb_CtPsPRPSdwSTZ8e5q8zVjjh2IpuRBjUmGdcYE0Nex4cZ-lUQOJtpsDdGU1gw";
constexpr std::string_view pss_longest_salt =
    "EVvojIgCxQThjpNRuWARLsoU3OgljGEheERr-9Z6R2r_OGHu3DxqwMIiHaWMbvilFsuKCzt1v9T7xegsK3cxk5zDLa"
    "8OiV2k38fzJh_c50tuFNOeakZZngzFW66RF1bsS22czwxnocuiuJxAZaFCZ8wHCn9kzvxFZf3HvaX45LZWkJqnd7eG"
    "HTHGOqDBpRMXwnzrGZ4NiQdo-R5ff1MW5cRbt6H11Y5T83r_MVbEnBIP3Uu2VY_5jOw9TvMgbGbjtG9n9CNSEdpyoc"
    "aL6N8mbxpYkrEHxrfWVX2ce_bsqPXGUHY30sDGw3-irItwbHjEtOpfWNkjtuXjjRWnYVIoAw";
constexpr std::string_view pss_sha384 =
    "Gvrhm0hf6LXHU3QtyiEdxIS8PlFYKSLTzcAqYAXFwdk4tOXbENcRP7BemYuaUXEYhRELVrsmWLS49MMOXbiV07fjFU"
    "rC8PjLJmLhk9lpr3mqE0o9WgHMvgzUiJSB4GfH4GZ5PViha85u-ewCMvaV-KmQteabE-MBqntmsrXsamdaw1pLaTaQ"
    "62sn5q7Z6aL7TKSSzGUqWzqD7Pmvi7eyBaR2m-3f19vH5c1UaC5WIp4ZvVKvQM_dyYlTtd6vVTi0d7_nmWLBudtNrM"
    "0NS-pYnEo32S98_iNSUv7iiTc56VF2hOOL895E_g1Fv2uytWfW_lCYTXwt9ccUQmhpKQjIyQ";
constexpr std::string_view pss_mask_of_sha1 =
    "cV6CwMmM1mdlTFrxhit11TwLunVsmTUVMA2N2Xk2iTAuwX6V1XbFlPIh7_0DNKpkNkIbLm4wsHmltpuqojLBaNRLXK"
    "xff6vux1rGc-McmuV0GFZDHNrkaw6sF325m9JQXsoklpGVvztqQiLToaNa_NcFTOzpA75Rh1ijZ44AkPnG5zjZw2sI"
    "EQVRDc88tRvyxP0ieUHRJvc8PFU2W0LJ9sz70lPgxkPCWDTQ5cqEM0_DIXFuaEPyBbzvnHyra0Zm9C1QfChUnQojc5"
    "wI06Yi_tmPCSWB1Z-TsgoLyuUmiFBZjBLo9F3uhmcPKQT3_UpQXbu-3BGXBbJbbVCUb7h8_A";

TEST(SigningKey, Rfc8017PssWithTheSaltOfRfc7518) {
  const auto key = read(PS256, test_keys::rfc7515_a2);
  EXPECT_TRUE(key.verify(pss_input, unbase64url(pss_salt_of_32)));
  for (const auto other : {pss_without_salt, pss_salt_of_20, pss_salt_of_33, pss_longest_salt,
                           pss_sha384, pss_mask_of_sha1}) {
    EXPECT_FALSE(key.verify(pss_input, unbase64url(other))) << other;
  }
  const auto signature = key.sign(pss_input);
  EXPECT_TRUE(key.verify(pss_input, signature));
  EXPECT_NE(signature, key.sign(pss_input)) << "the salt is random";
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(SigningKey, B45_OneRsaKeyForTwoAlgorithmsVerifiesEachAlone) {
  const auto rs256 = read(RS256, test_keys::rfc7515_a2);
  const auto ps256 = read(PS256, test_keys::rfc7515_a2);
  EXPECT_FALSE(ps256.verify("m", rs256.sign("m")));
  EXPECT_FALSE(rs256.verify("m", ps256.sign("m")));
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
  EXPECT_EQ(read(EdDSA, test_keys::rfc8037_a1).public_jwk(KeyId("k-3")),
            R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",)"
            R"("use":"sig","alg":"EdDSA","kid":"k-3"})");
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
  for (const auto alg : signature_algorithms) {
    SCOPED_TRACE(name(alg));
    const auto key = SigningKey::generate(alg);
    const auto again = SigningKey::from_pkcs8(alg, key.pkcs8());
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->verify("m", key.sign("m")));
    EXPECT_EQ(again->public_jwk(KeyId("k")), key.public_jwk(KeyId("k")));
  }
}

TEST(SigningKey, MakesRsaKeysOf2048Bits) {
  for (const auto alg : {RS256, PS256}) {
    EXPECT_EQ(SigningKey::generate(alg).sign("m").size(), 256U);
  }
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
      {PS256, test_keys::rfc7515_a3},
      {PS256, test_keys::rsa1024},
      {PS256, test_keys::ed25519},
      {EdDSA, test_keys::rfc7515_a3},
      {EdDSA, test_keys::rfc7515_a2},
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

TEST(SigningKey, B46_RefusesSignaturesOfAnotherLength) {
  for (const auto& key : {read(RS256, test_keys::rfc7515_a2), read(PS256, test_keys::rfc7515_a2),
                          read(EdDSA, test_keys::rfc8037_a1)}) {
    SCOPED_TRACE(name(key.algorithm()));
    const auto good = key.sign("m");
    ASSERT_TRUE(key.verify("m", good));
    for (const auto& signature :
         {good.substr(1), good + '\0', '\0' + good, std::string(), std::string(good.size(), '\0'),
          std::string(good.size(), '\xff')}) {
      EXPECT_FALSE(key.verify("m", signature));
    }
    EXPECT_FALSE(key.verify("n", good));
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

// S + L verifies where nobody looks whether S is below the order L of the group (RFC 8032 §5.1.7).
TEST(SigningKey, B46_AnEd25519SignatureHasOneForm) {
  const auto key = read(EdDSA, test_keys::rfc8037_a1);
  const auto order = unhex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  auto other = key.sign("m");
  int carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += static_cast<unsigned char>(other[32 + i]) + static_cast<unsigned char>(order[i]);
    other[32 + i] = static_cast<char>(carry & 0xff);
    carry >>= 8;
  }
  ASSERT_EQ(carry, 0);
  EXPECT_FALSE(key.verify("m", other));
}

TEST(SigningKey, OneKeyServesManyThreads) {
  const SigningKey keys[] = {read(ES256, test_keys::rfc7515_a3), read(RS256, test_keys::rfc7515_a2),
                             read(PS256, test_keys::rfc7515_a2),
                             read(EdDSA, test_keys::rfc8037_a1)};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&keys, t] {
      for (int i = 0; i < 50; ++i) {
        const auto message = std::to_string(t * 1000 + i);
        for (const auto& key : keys) EXPECT_TRUE(key.verify(message, key.sign(message)));
      }
    });
  }
}

}  // namespace
}  // namespace chancery::crypto
