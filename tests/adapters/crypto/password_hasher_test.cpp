#include "adapters/crypto/password_hasher.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/phc_string.hpp"
#include "ports/unavailable.hpp"

namespace chancery::crypto {
namespace {

using namespace std::chrono_literals;

constexpr Argon2Cost ours{19456, 2, 1};

class PasswordHasherTest : public testing::Test {
 protected:
  Entropy entropy;
  PasswordHasher hasher{{.threads = 2, .queue = 1h}, entropy};
};

TEST_F(PasswordHasherTest, VerifiesThePasswordItHashedAndNoOther) {
  const auto hash = hasher.hash(Secret("correct horse"));
  EXPECT_TRUE(hasher.verify(Secret("correct horse"), hash));
  for (const char* other : {"", "correct hors", "correct horse ", "Correct horse"}) {
    EXPECT_FALSE(hasher.verify(Secret(other), hash));
  }
}

TEST_F(PasswordHasherTest, HashesAsOwaspAdvisesWithASaltOfItsOwn) {
  const auto hash = hasher.hash(Secret("x"));
  EXPECT_TRUE(hash.value().starts_with("$argon2id$"));
  EXPECT_EQ(read_argon2_cost(hash.value()), ours);
  EXPECT_NE(hasher.hash(Secret("x")), hash);
}

TEST_F(PasswordHasherTest, B84_EveryByteOfAPasswordCounts) {
  const std::string longest(1024, 'p');
  const std::string with_nul("nul\0tail", 8);
  for (const auto& password :
       {longest, with_nul, std::string(), std::string(" x "), std::string("\xf0\x9f\x91\x91")}) {
    const auto hash = hasher.hash(Secret(password));
    EXPECT_TRUE(hasher.verify(Secret(password), hash));
    EXPECT_FALSE(hasher.verify(Secret(password + "x"), hash));
    if (!password.empty()) {
      EXPECT_FALSE(hasher.verify(Secret(password.substr(0, password.size() - 1)), hash));
    }
  }
}

// Hashes made by the reference library, libargon2.
TEST_F(PasswordHasherTest, VerifiesWhatTheReferenceImplementationMade) {
  const struct {
    std::string password;
    const char* hash;
  } vectors[] = {
      {"correct horse battery staple",
       "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$gy5SuVm5Z7Vw7keB9se9p87QGcomaseB/"
       "S2U1OhTsM0"},
      {"", "$argon2id$v=19$m=64,t=3,p=1$c29tZXNhbHQ$YhAOHvfvIwCbVPULCdmOp8qszMxLldib66mlMNOLeiQ"},
      {std::string("nul\0tail", 8),
       "$argon2id$v=19$m=1024,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$8WVoY8x0gvlRXIigU+"
       "1K6V7H6eANS0d8meIk4GXPj+I"},
      {std::string(1024, 'p'),
       "$argon2id$v=19$m=256,t=4,p=1$c2FsdHNhbHRzYWx0c2FsdA$rASYcwt8TL8VJrZsaKn6q47mtc5IujYP+"
       "u6Wn2f6wU8"},
      {"i",
       "$argon2i$v=19$m=256,t=4,p=1$c2FsdHNhbHRzYWx0c2FsdA$"
       "mxpkrqewCtHSbYvPWA13lXoGDVM3fRvGxzTKOp5OIvw"},
  };
  for (const auto& [password, hash] : vectors) {
    EXPECT_TRUE(hasher.verify(Secret(password), PasswordHash(hash))) << hash;
    EXPECT_FALSE(hasher.verify(Secret(password + "x"), PasswordHash(hash))) << hash;
  }
}

TEST_F(PasswordHasherTest, AHashThatCannotBeReadOrAffordedMatchesNothing) {
  const std::string tail = "$MDEyMzQ1Njc4OWFiY2RlZg$gy5SuVm5Z7Vw7keB9se9p87QGcomaseB/S2U1OhTsM0";
  for (const auto& hash :
       {std::string(), std::string("plain"), "$argon2id$v=19$m=1048577,t=2,p=1" + tail,
        "$argon2id$v=19$m=4294967295,t=1,p=1" + tail, "$argon2id$v=19$m=64,t=11,p=1" + tail,
        "$argon2id$v=19$m=64,t=4294967295,p=1" + tail, "$argon2id$v=19$m=64,t=1,p=2" + tail,
        "$argon2id$v=19$m=7,t=1,p=1" + tail, "$argon2d$v=19$m=64,t=1,p=1" + tail}) {
    EXPECT_FALSE(hasher.verify(Secret("correct horse battery staple"), PasswordHash(hash))) << hash;
  }
}

// Hashes of "x" by libargon2, genuine all of them.
TEST_F(PasswordHasherTest, AGenuineHashThatCostsTooMuchMatchesNothing) {
  EXPECT_TRUE(
      hasher.verify(Secret("x"), PasswordHash("$argon2id$v=19$m=64,t=10,p=1$c2FsdHNhbHRzYWx0c2FsdA$"
                                              "VgLnD05fDXrcrbqMwODRwT6nArnczkpr3DiyBufDBbI")));
  EXPECT_FALSE(
      hasher.verify(Secret("x"), PasswordHash("$argon2id$v=19$m=64,t=11,p=1$c2FsdHNhbHRzYWx0c2FsdA$"
                                              "AVC/VwKaGn+qZPZiq/NNO1gDKMO8mcwN41BQsM2Cslg")));
  EXPECT_FALSE(
      hasher.verify(Secret("x"), PasswordHash("$argon2id$v=19$m=64,t=1,p=2$c2FsdHNhbHRzYWx0c2FsdA$"
                                              "z3+q663iiiikgucATxS3Wkq1Cs36cKbuwCSsMXxF/Lw")));
}

TEST_F(PasswordHasherTest, B80_TheDecoyCostsAsMuchAsARealHashAndMatchesNothing) {
  EXPECT_EQ(read_argon2_cost(hasher.decoy().value()), ours);
  EXPECT_EQ(hasher.decoy().value().size(), hasher.hash(Secret("x")).value().size());
  EXPECT_FALSE(hasher.verify(Secret(""), hasher.decoy()));
  const PasswordHasher another({.threads = 1, .queue = 0ms}, entropy);
  EXPECT_NE(another.decoy(), hasher.decoy());
}

TEST_F(PasswordHasherTest, B102_WithoutEntropyThereIsNoDecoy) {
  Entropy broken([](unsigned char*, int) { return 0; });
  EXPECT_THROW(PasswordHasher({.threads = 1, .queue = 0ms}, broken), Unavailable);
}

/// KiB, from /proc/self/status.
long status(const std::string& name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name + ":")) return std::stol(line.substr(name.size() + 1));
  }
  return -1;
}

TEST_F(PasswordHasherTest, GivesItsMemoryBackToTheSystem) {
  const auto before = status("VmRSS");
  (void)hasher.hash(Secret("x"));
  EXPECT_GT(status("VmHWM"), before + 16 * 1024);
  EXPECT_LT(status("VmRSS"), before + 4 * 1024);
}

}  // namespace
}  // namespace chancery::crypto
