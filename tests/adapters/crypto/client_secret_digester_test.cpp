#include "adapters/crypto/client_secret_digester.hpp"

#include "adapters/crypto/digest.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/crypto/ring_fixture.hpp"

namespace chancery::crypto {
namespace {

const Secret secret("correct horse battery staple and more");

class ClientSecretDigesterTest : public RingFixture {
 protected:
  ClientSecretDigester digester{ring};
};

// The value is Python's hmac.
TEST_F(ClientSecretDigesterTest, IsAnHmacUnderTheActiveKey) {
  const auto digest = digester.digest(secret);
  EXPECT_EQ(digest.key, KeyId("sec1"));
  EXPECT_EQ(digest.mac, "iobd2j07V_4v3Z8fe7a6t-hsEsHL49MBqyI_Gd9A9NA");
}

TEST_F(ClientSecretDigesterTest, MatchesThatSecretOnly) {
  const auto digest = digester.digest(secret);
  EXPECT_TRUE(digester.matches(digest, secret));
  for (const char* other :
       {"", "correct horse battery staple and mor", "Correct horse battery staple and more",
        "correct horse battery staple and more "}) {
    EXPECT_FALSE(digester.matches(digest, Secret(other)));
  }
}

TEST_F(ClientSecretDigesterTest, B28_AnUnknownKeyMatchesNothing) {
  const auto digest = digester.digest(secret);
  EXPECT_FALSE(digester.matches({KeyId("unknown1"), digest.mac}, secret));
  EXPECT_FALSE(digester.matches({KeyId("unknown1"), ""}, secret));
  // Whoever guesses what stands in for the key gains nothing.
  const auto stand_in =
      codec::base64url(hmac_sha256(Secret(std::string(32, '\0')), secret.reveal()));
  EXPECT_FALSE(digester.matches({KeyId("unknown1"), stand_in}, secret));
  // Nor does a key of another use.
  const auto tag = codec::base64url(hmac_sha256(symmetric_key('t'), secret.reveal()));
  EXPECT_FALSE(digester.matches({KeyId("tag1"), tag}, secret));
}

TEST_F(ClientSecretDigesterTest, ADamagedDigestMatchesNothing) {
  const auto digest = digester.digest(secret);
  EXPECT_FALSE(digester.matches({digest.key, ""}, secret));
  EXPECT_FALSE(digester.matches({digest.key, digest.mac.substr(1)}, secret));
  EXPECT_FALSE(digester.matches({digest.key, digest.mac + "="}, secret));
}

TEST_F(ClientSecretDigesterTest, WithoutAKeyThereIsNoDigest) {
  ring.replace({});
  EXPECT_THROW((void)digester.digest(secret), Unavailable);
}

}  // namespace
}  // namespace chancery::crypto
