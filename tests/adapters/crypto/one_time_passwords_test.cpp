// RFC 6238, appendix B, with the six digits that authenticator apps show.

#include "adapters/crypto/one_time_passwords.hpp"

#include <gtest/gtest.h>

#include "domain/codec/hex.hpp"

namespace chancery::crypto {
namespace {

TEST(OneTimePasswords, AreThoseOfTheRfc) {
  const Secret key("12345678901234567890");
  const OneTimePasswords passwords;
  const struct {
    std::int64_t seconds;
    const char* code;
  } rows[] = {{59, "287082"},
              {1'111'111'109, "081804"},
              {1'111'111'111, "050471"},
              {1'234'567'890, "005924"},
              {2'000'000'000, "279037"},
              {20'000'000'000, "353130"}};
  for (const auto& row : rows) {
    const auto step = totp_step(Instant(Lifetime(row.seconds)));
    EXPECT_EQ(passwords.code(key, step).reveal(), row.code) << row.seconds;
  }
}

// RFC 2202 §3.
TEST(HmacSha1, IsThatOfTheRfc) {
  EXPECT_EQ(codec::hex(hmac_sha1(Secret("Jefe"), "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(codec::hex(hmac_sha1(Secret(std::string(80, '\xaa')),
                                 "Test Using Larger Than Block-Size Key - Hash Key First")),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

}  // namespace
}  // namespace chancery::crypto
