#include "adapters/crypto/refresh_token_mint.hpp"

#include "adapters/crypto/digest.hpp"
#include "domain/codec/hex.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/crypto/ring_fixture.hpp"

namespace chancery::crypto {
namespace {

const FamilyId family("abcdefghijklmnopqrstuQ");
const Secret secret(std::string(32, 'x'));
const std::string seed = codec::base64url(std::string(32, 's'));

class RefreshTokenMintTest : public RingFixture {
 protected:
  [[nodiscard]] std::string token() { return mint.write(family, 7, secret).reveal(); }

  RefreshTokenMint mint{ring};
};

TEST_F(RefreshTokenMintTest, ReadsWhatItWrote) {
  const auto body = mint.read(token());
  ASSERT_TRUE(body);
  EXPECT_EQ(body->tag_key, KeyId("tag1"));
  EXPECT_EQ(body->family, family);
  EXPECT_EQ(body->generation, 7U);
  EXPECT_EQ(body->secret.reveal(), secret.reveal());
}

TEST_F(RefreshTokenMintTest, NoByteOfATokenCanBeChanged) {
  const auto text = token();
  const auto bytes = codec::from_base64url(text.substr(4)).value();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int flip = 1; flip < 256; flip *= 2) {
      auto altered = bytes;
      altered[i] = static_cast<char>(altered[i] ^ flip);
      EXPECT_FALSE(mint.read("crt_" + codec::base64url(altered))) << i;
    }
    EXPECT_FALSE(mint.read("crt_" + codec::base64url(bytes.substr(0, i))));
  }
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_FALSE(mint.read(text.substr(0, length)));
  }
  EXPECT_FALSE(mint.read(text + "A"));
  EXPECT_FALSE(mint.read(text + "="));
}

TEST_F(RefreshTokenMintTest, AForeignKeysTagIsNothing) {
  const RefreshTokenBody body{KeyId("tag1"), family, 7, secret};
  const auto forged = [&](const KeyId& key, const Secret& with) {
    const RefreshTokenBody named{key, body.family, body.generation, body.secret};
    return write_refresh_token({named, hmac_sha256(with, tagged_bytes(named))}).reveal();
  };
  EXPECT_TRUE(mint.read(forged(KeyId("tag1"), symmetric_key('t'))));
  EXPECT_FALSE(mint.read(forged(KeyId("tag1"), symmetric_key('u'))));
  EXPECT_FALSE(mint.read(forged(KeyId("unknown1"), symmetric_key('t'))));
  // Keys of another use make no tags.
  EXPECT_FALSE(mint.read(forged(KeyId("sec1"), symmetric_key('s'))));
  EXPECT_FALSE(mint.read(forged(KeyId("es-1"), Secret(""))));
}

TEST_F(RefreshTokenMintTest, ARetiringKeyIsReadButWritesNoMore) {
  const auto old = token();
  stored[2].record.state = KeyState::retiring;
  stored[2].record.retired_at = noon;
  ring.replace(stored);
  EXPECT_TRUE(mint.read(old));
  EXPECT_THROW((void)mint.write(family, 1, secret), Unavailable);
  stored.push_back(store("tag2", KeyUse::tag_refresh_tokens, KeyState::active, symmetric_key('n')));
  ring.replace(stored);
  EXPECT_EQ(mint.read(token())->tag_key, KeyId("tag2"));
  EXPECT_TRUE(mint.read(old));
}

// Written down so that a change of the derivation, which would end every login, cannot go
// unnoticed; the values are Python's hmac and hashlib.
TEST_F(RefreshTokenMintTest, TheDerivationIsWhatItHasAlwaysBeen) {
  EXPECT_EQ(codec::hex(mint.successor(secret, seed).reveal()),
            "32c4a8cccb59dc76a7c5b17dc1971a860027e1b8f63a54ed9e01205b2ea11c88");
  EXPECT_EQ(mint.digest(secret).value(), "xi5GFb054iJXLzob98ITLqHmWxfsgFBHvWsoQsWTST8");
}

TEST_F(RefreshTokenMintTest, EverySecretAndSeedHaveTheirOwnSuccessor) {
  const auto successor = mint.successor(secret, seed).reveal();
  EXPECT_EQ(successor.size(), 32U);
  EXPECT_NE(successor, mint.successor(Secret(std::string(32, 'y')), seed).reveal());
  EXPECT_NE(successor, mint.successor(secret, codec::base64url(std::string(32, 'r'))).reveal());
}

TEST_F(RefreshTokenMintTest, ASeedThatIsNoneIsABrokenStore) {
  for (const auto& broken : {std::string(), seed.substr(1), seed + "A", codec::base64url("short"),
                             std::string("!") + seed.substr(1)}) {
    EXPECT_THROW((void)mint.successor(secret, broken), Unavailable);
  }
}

}  // namespace
}  // namespace chancery::crypto
