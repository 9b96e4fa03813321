// Signatures of passkeys that somebody else's program made.

#include "adapters/crypto/credential_verifier.hpp"

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"
#include "tests/adapters/crypto/test_credentials.hpp"

namespace chancery::crypto {
namespace {

namespace made = test_credentials;

std::string bytes(std::string_view base64url) { return codec::from_base64url(base64url).value(); }

const std::string message = "what the authenticator signed";

struct Signed {
  const char* name;
  CredentialKey key;
  std::string signature;
};

std::vector<Signed> all() {
  return {
      {"ES256", P256Key{bytes(made::es256_x), bytes(made::es256_y)}, bytes(made::es256_signature)},
      {"EdDSA", Ed25519Key{bytes(made::eddsa_x)}, bytes(made::eddsa_signature)},
      {"RS256", RsaKey{bytes(made::rs256_n), bytes(made::rs256_e)}, bytes(made::rs256_signature)}};
}

TEST(CredentialVerifier, BelievesWhatTheKeySigned) {
  const CredentialVerifier verifier;
  for (const auto& [name, key, signature] : all()) {
    EXPECT_TRUE(verifier.verify(key, message, signature)) << name;
  }
}

TEST(CredentialVerifier, B88_BelievesNothingElse) {
  const CredentialVerifier verifier;
  for (const auto& [name, key, signature] : all()) {
    SCOPED_TRACE(name);
    EXPECT_FALSE(verifier.verify(key, message + ".", signature));
    EXPECT_FALSE(verifier.verify(key, "", signature));
    EXPECT_FALSE(verifier.verify(key, message, ""));
    EXPECT_FALSE(verifier.verify(key, message, signature + '\0'));
    EXPECT_FALSE(verifier.verify(key, message, signature.substr(1)));
    for (std::size_t i = 0; i < signature.size(); i += 7) {
      auto changed = signature;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      EXPECT_FALSE(verifier.verify(key, message, changed)) << i;
    }
    for (const auto& other : all()) {
      EXPECT_EQ(verifier.verify(other.key, message, signature), other.key == key) << other.name;
    }
  }
}

TEST(CredentialVerifier, KnowsAKey) {
  const CredentialVerifier verifier;
  for (const auto& [name, key, signature] : all()) EXPECT_TRUE(verifier.is_key(key)) << name;
}

TEST(CredentialVerifier, B88_NumbersThatAreNoKeyVerifyNothing) {
  const CredentialVerifier verifier;
  const auto signature = bytes(made::es256_signature);
  for (const auto& [x, y] : {std::pair(std::string(32, '\0'), std::string(32, '\0')),
                             std::pair(std::string(32, 'x'), std::string(32, 'y')),
                             std::pair(std::string(32, '\xff'), std::string(32, '\xff')),
                             std::pair(bytes(made::es256_y), bytes(made::es256_x))}) {
    EXPECT_FALSE(verifier.is_key(P256Key{x, y}));
    EXPECT_FALSE(verifier.verify(P256Key{x, y}, message, signature));
  }
  const Ed25519Key no_point{std::string(32, '\xff')};
  EXPECT_FALSE(verifier.is_key(no_point));
  EXPECT_FALSE(verifier.verify(no_point, message, std::string(64, '\0')));
  // The neutral element, under which everything would verify.
  std::string neutral(32, '\0');
  neutral[0] = 1;
  const auto nothing = neutral + std::string(32, '\0');
  EXPECT_FALSE(verifier.is_key(Ed25519Key{neutral}));
  EXPECT_FALSE(verifier.is_key(Ed25519Key{std::string(32, '\0')})) << "of order four";
  EXPECT_FALSE(verifier.verify(Ed25519Key{neutral}, message, nothing));
}

}  // namespace
}  // namespace chancery::crypto
