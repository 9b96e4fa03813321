#include "adapters/crypto/aes_gcm.hpp"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include "domain/codec/hex.hpp"
#include "tests/adapters/crypto/unhex.hpp"

namespace chancery::crypto {
namespace {

// Test cases 13, 14 and 16 of the GCM specification that NIST took over (SP 800-38D).
const struct {
  std::string key, nonce, plaintext, associated_data, box;
} vectors[] = {
    {std::string(64, '0'), std::string(24, '0'), "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {std::string(64, '0'), std::string(24, '0'), std::string(32, '0'), "",
     "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b"
     "5"
     "25b16aedf5aa0de657ba637b39",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828"
     "8"
     "38c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"},
};

TEST(AesGcm, AnswersTheVectorsOfSp80038d) {
  for (const auto& v : vectors) {
    const Secret key(unhex(v.key));
    const auto box =
        aes_256_gcm_seal(key, unhex(v.nonce), Secret(unhex(v.plaintext)), unhex(v.associated_data));
    EXPECT_EQ(codec::hex(box), v.box);
    const auto opened =
        aes_256_gcm_open(key, unhex(v.nonce), unhex(v.box), unhex(v.associated_data));
    ASSERT_TRUE(opened);
    EXPECT_EQ(codec::hex(opened->reveal()), v.plaintext);
  }
}

TEST(AesGcm, OpensNothingOnceABitDiffers) {
  const auto& v = vectors[2];
  const auto box = unhex(v.box);
  for (std::size_t bit = 0; bit < box.size() * 8; ++bit) {
    auto altered = box;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(
        aes_256_gcm_open(Secret(unhex(v.key)), unhex(v.nonce), altered, unhex(v.associated_data)));
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(AesGcm, OpensNothingThatIsTooShortForATag) {
  const auto& v = vectors[0];
  for (std::size_t length = 0; length < gcm_tag_length; ++length) {
    EXPECT_FALSE(
        aes_256_gcm_open(Secret(unhex(v.key)), unhex(v.nonce), unhex(v.box).substr(0, length), ""));
  }
}

}  // namespace
}  // namespace chancery::crypto
