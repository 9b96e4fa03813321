#include "adapters/crypto/key_factory.hpp"

#include "domain/codec/json.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/crypto/ring_fixture.hpp"

namespace chancery::crypto {
namespace {

class KeyFactoryTest : public RingFixture {
 protected:
  KeyFactory factory{sealer, entropy};
};

TEST_F(KeyFactoryTest, MakesKeysOfEveryUseThatTheRingOpens) {
  std::vector<outbound::StoredKey> made;
  for (const auto use : key_uses) made.push_back(factory.make(use, KeyState::active));
  ring.replace(made);
  EXPECT_TRUE(ring.complete());
}

TEST_F(KeyFactoryTest, GivesRandomIdsOf96Bits) {
  const auto first = factory.make(KeyUse::tag_refresh_tokens, KeyState::next);
  const auto second = factory.make(KeyUse::tag_refresh_tokens, KeyState::next);
  EXPECT_EQ(codec::from_base64url(first.record.id.value()).value().size(), 12U);
  EXPECT_NE(first.record.id, second.record.id);
  EXPECT_EQ(first.record.state, KeyState::next);
}

TEST_F(KeyFactoryTest, OnlySigningKeysHaveAPublicHalf) {
  EXPECT_EQ(factory.make(KeyUse::tag_refresh_tokens, KeyState::next).public_jwk, "");
  EXPECT_EQ(factory.make(KeyUse::digest_client_secrets, KeyState::next).public_jwk, "");
  const auto key = factory.make(KeyUse::sign_es256, KeyState::next);
  const auto jwk = codec::read_json(key.public_jwk).value();
  EXPECT_EQ(*jwk.find("kid"), codec::Json(key.record.id.value()));
  EXPECT_EQ(jwk.find("d"), nullptr);
}

TEST_F(KeyFactoryTest, B102_MakesNoKeyWithoutEntropy) {
  Entropy broken([](unsigned char*, int) { return 0; });
  KeyFactory without(sealer, broken);
  for (const auto use : key_uses) {
    EXPECT_THROW((void)without.make(use, KeyState::next), Unavailable);
  }
}

}  // namespace
}  // namespace chancery::crypto
