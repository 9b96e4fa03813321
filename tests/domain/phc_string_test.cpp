#include "domain/phc_string.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chancery {
namespace {

const std::string tail = "$MDEyMzQ1Njc4OWFiY2RlZg$gy5SuVm5Z7Vw7keB9se9p87QGcomaseB/S2U1OhTsM0";

TEST(PhcString, SaysWhatAHashCosts) {
  EXPECT_EQ(read_argon2_cost("$argon2id$v=19$m=19456,t=2,p=1" + tail), (Argon2Cost{19456, 2, 1}));
  EXPECT_EQ(read_argon2_cost("$argon2i$v=19$m=4294967295,t=1,p=16" + tail),
            (Argon2Cost{4294967295, 1, 16}));
}

TEST(PhcString, ReadsNothingElse) {
  const std::string refused[] = {
      "",
      "$argon2id$v=19$m=19456,t=2,p=1",
      "argon2id$v=19$m=19456,t=2,p=1" + tail,
      "$argon2d$v=19$m=19456,t=2,p=1" + tail,
      "$argon2idx$v=19$m=19456,t=2,p=1" + tail,
      "$argon2id$v=16$m=19456,t=2,p=1" + tail,
      "$argon2id$m=19456,t=2,p=1" + tail,
      "$argon2id$v=19$t=2,m=19456,p=1" + tail,
      "$argon2id$v=19$m=0,t=2,p=1" + tail,
      "$argon2id$v=19$m=019456,t=2,p=1" + tail,
      "$argon2id$v=19$m=+19456,t=2,p=1" + tail,
      "$argon2id$v=19$m=-1,t=2,p=1" + tail,
      "$argon2id$v=19$m=,t=2,p=1" + tail,
      "$argon2id$v=19$m=4294967296,t=2,p=1" + tail,
      "$argon2id$v=19$m=19456,t=2,p=1,x=1" + tail,
      "$argon2id$v=19$m=19456,t=2,p=1" + tail + "$",
      "$argon2id$v=19$m=19456,t=2,p=1" + tail + "=",
      "$argon2id$v=19$m=19456,t=2,p=1" + tail + std::string(1, '\0'),
      "$argon2id$v=19$m=19456,t=2,p=1$$" + tail,
      "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$" + std::string(43, 'A'),
      "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$" + std::string(21, 'A'),
      "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$" + std::string(87, 'A'),
      "$2b$12$abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
  };
  for (const auto& text : refused) EXPECT_FALSE(read_argon2_cost(text)) << text;
}

}  // namespace
}  // namespace chancery
