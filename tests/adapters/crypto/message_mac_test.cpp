#include "adapters/crypto/message_mac.hpp"

#include "ports/unavailable.hpp"
#include "tests/adapters/crypto/ring_fixture.hpp"

namespace chancery::crypto {
namespace {

class MessageMacTest : public RingFixture {
 protected:
  MessageMac macs{ring};
};

TEST_F(MessageMacTest, IsHmacSha256InBase64url) {
  // python3: hmac.new(b"c" * 32, b"text", "sha256"), base64url without padding.
  EXPECT_EQ(macs.compute(KeyUse::authenticate_cursors, "text"),
            "qldzlL1qlwX7lOt6cgWg-QeUV8VMJgW5r8AmxOEZB24");
  EXPECT_EQ(macs.compute(KeyUse::digest_idempotent_requests, "text"),
            "uP6B9tPVB0x7BY8J5DHqaN4W7wBq5j21BIA2eYidzG4");
  EXPECT_EQ(macs.compute(KeyUse::derive_subjects, std::string("a.example\0u1", 12)),
            "4dTiDXZ_aW4M3pzhyI8kyEUEjjs20ul0zzwUgQjvA6k");
  EXPECT_EQ(macs.compute(KeyUse::authenticate_interactions, "text"),
            "zthuEHher8Hw7DHApi7h2-_zZeY3czIzxSAqtBl7naQ");
  EXPECT_EQ(macs.compute(KeyUse::digest_attempts, "text"),
            "1zfVa_yNHoSVjFc2kO8ZDv5XvkpkySpYPLgV26U6KTc");
}

TEST_F(MessageMacTest, B101_WithoutAKeyNothingIsMade) {
  std::erase_if(stored,
                [](const auto& key) { return key.record.use == KeyUse::authenticate_cursors; });
  ring.replace(stored);
  EXPECT_THROW(static_cast<void>(macs.compute(KeyUse::authenticate_cursors, "text")), Unavailable);
  EXPECT_FALSE(ring.complete());
}

}  // namespace
}  // namespace chancery::crypto
