#include "adapters/crypto/password_hasher.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "adapters/crypto/entropy.hpp"
#include "domain/phc_string.hpp"
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
  for (const auto& password :
       {longest, std::string(), std::string(" x "), std::string("\xf0\x9f\x91\x91")}) {
    const auto hash = hasher.hash(Secret(password));
    EXPECT_TRUE(hasher.verify(Secret(password), hash));
    EXPECT_FALSE(hasher.verify(Secret(password + "x"), hash));
    if (!password.empty()) {
      EXPECT_FALSE(hasher.verify(Secret(password.substr(0, password.size() - 1)), hash));
    }
  }
}

TEST_F(PasswordHasherTest, B84_HowAPasswordIsTypedMakesNoDifferenceToItsHash) {
  const Secret composed("caf\u00e9 au lait");
  const Secret decomposed("cafe\u0301 au lait");
  EXPECT_TRUE(hasher.verify(decomposed, hasher.hash(composed)));
  EXPECT_TRUE(hasher.verify(composed, hasher.hash(decomposed)));
  EXPECT_FALSE(hasher.verify(Secret("cafe au lait"), hasher.hash(composed)));
}

// Hashes that libargon2 made of them: a hasher that cut or mended the text would match.
TEST_F(PasswordHasherTest, B84_TextThatIsNoPasswordMatchesNothing) {
  const PasswordHash of_text_with_nul(
      "$argon2id$v=19$m=1024,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$8WVoY8x0gvlRXIigU+"
      "1K6V7H6eANS0d8meIk4GXPj+I");
  EXPECT_FALSE(hasher.verify(Secret(std::string("nul\0tail", 8)), of_text_with_nul));
  const auto hash = hasher.hash(Secret("a password"));
  for (const auto& text : {std::string("a password\0", 11), std::string("a password\xff"),
                           "a password" + std::string(1024, ' ')}) {
    EXPECT_FALSE(hasher.verify(Secret(text), hash));
  }
}

TEST_F(PasswordHasherTest, OnlyAHashAsItWouldBeMadeNowIsCurrent) {
  const std::string tail = "$MDEyMzQ1Njc4OWFiY2RlZg$gy5SuVm5Z7Vw7keB9se9p87QGcomaseB/S2U1OhTsM0";
  const auto is_current = [&](const std::string& hash) {
    return hasher.is_current(PasswordHash(hash));
  };
  EXPECT_TRUE(hasher.is_current(hasher.hash(Secret("x"))));
  EXPECT_TRUE(hasher.is_current(hasher.decoy()));
  EXPECT_TRUE(is_current("$argon2id$v=19$m=19456,t=2,p=1" + tail));
  for (const auto* head :
       {"$argon2id$v=19$m=19455,t=2,p=1", "$argon2id$v=19$m=65536,t=2,p=1",
        "$argon2id$v=19$m=19456,t=3,p=1", "$argon2id$v=19$m=19456,t=2,p=2",
        "$argon2i$v=19$m=19456,t=2,p=1", "$peppered$AAAAAAAA$argon2id$v=19$m=19456,t=2,p=1", ""}) {
    EXPECT_FALSE(is_current(head + tail)) << head;
  }
}

TEST_F(PasswordHasherTest, HashesAtTheCostThatItIsGivenAndVerifiesAnyOther) {
  const Argon2Cost cost{.memory = 8192, .passes = 5, .lanes = 1};
  PasswordHasher dearer({.threads = 1, .queue = 1h, .cost = cost}, entropy);
  const auto hash = dearer.hash(Secret("x"));
  EXPECT_EQ(read_argon2_cost(hash.value()), cost);
  EXPECT_EQ(read_argon2_cost(dearer.decoy().value()), cost);
  EXPECT_TRUE(hasher.verify(Secret("x"), hash));
  EXPECT_FALSE(hasher.is_current(hash));
  EXPECT_TRUE(dearer.is_current(hash));
  EXPECT_FALSE(dearer.is_current(hasher.decoy()));
}

class PepperedHasherTest : public PasswordHasherTest {
 protected:
  PasswordHasher with(const std::string& setting) {
    return {{.threads = 1, .queue = 1h}, entropy, Peppers::parse(Secret(setting)).value()};
  }

  const std::string salt = "q83vASNFZ4mrze8BI0Vnibz+/4n6zdBhRkJVsyJZ1Po=";
  const std::string mustard = "MDCx9oI5Wl2bJ0uTzQ8nVhX4Yr1sK7eGm6dLpCfAwHs=";
};

TEST_F(PepperedHasherTest, AHashIsWorthNothingWithoutItsPepper) {
  auto salted = with(salt);
  const auto hash = salted.hash(Secret("x"));
  EXPECT_TRUE(salted.verify(Secret("x"), hash));
  EXPECT_FALSE(salted.verify(Secret("y"), hash));
  EXPECT_TRUE(salted.is_current(hash));

  EXPECT_FALSE(hasher.verify(Secret("x"), hash));
  EXPECT_FALSE(with(mustard).verify(Secret("x"), hash));
  const auto bare = hash.value().substr(hash.value().find("$argon2id"));
  EXPECT_FALSE(hasher.verify(Secret("x"), PasswordHash(bare)));
}

TEST_F(PepperedHasherTest, TheFirstOneHashesAndAllVerify) {
  auto salted = with(salt);
  auto both = with(mustard + "," + salt);
  const auto old = salted.hash(Secret("x"));
  EXPECT_TRUE(both.verify(Secret("x"), old));
  EXPECT_FALSE(both.is_current(old));
  const auto hash = both.hash(Secret("x"));
  EXPECT_TRUE(with(mustard).verify(Secret("x"), hash));
  EXPECT_FALSE(salted.verify(Secret("x"), hash));
}

TEST_F(PepperedHasherTest, AHashWithoutPepperIsVerifiedAndNotCurrent) {
  const auto bare = hasher.hash(Secret("x"));
  auto salted = with(salt);
  EXPECT_TRUE(salted.verify(Secret("x"), bare));
  EXPECT_FALSE(salted.is_current(bare));
}

TEST_F(PepperedHasherTest, AnEmptyFirstOneVerifiesPepperedHashesAndMakesPlainOnes) {
  const auto seasoned = with(salt).hash(Secret("x"));
  auto leaving = with("," + salt);
  EXPECT_TRUE(leaving.verify(Secret("x"), seasoned));
  EXPECT_FALSE(leaving.is_current(seasoned));
  EXPECT_TRUE(leaving.hash(Secret("x")).value().starts_with("$argon2id$"));
}

TEST_F(PepperedHasherTest, B84_EveryByteCountsUnderThePepperToo) {
  auto salted = with(salt);
  const std::string longest(1024, 'p');
  const auto hash = salted.hash(Secret(longest));
  EXPECT_TRUE(salted.verify(Secret(longest), hash));
  EXPECT_FALSE(salted.verify(Secret(longest.substr(1)), hash));
  EXPECT_TRUE(salted.verify(Secret("cafe\u0301"), salted.hash(Secret("caf\u00e9"))));
}

TEST_F(PepperedHasherTest, B80_TheDecoyLooksLikeTheHashesOfNow) {
  auto salted = with(salt);
  const auto hash = salted.hash(Secret("x"));
  EXPECT_TRUE(salted.is_current(salted.decoy()));
  EXPECT_EQ(salted.decoy().value().size(), hash.value().size());
  EXPECT_FALSE(salted.verify(Secret(""), salted.decoy()));
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

TEST_F(PasswordHasherTest, GivesItsMemoryBackToTheSystemWhenIdle) {
  PasswordHasher idle({.threads = 1, .queue = 0ms, .idle_time = 0ms}, entropy);
  const auto before = status("VmRSS");
  (void)idle.hash(Secret("x"));
  EXPECT_GT(status("VmHWM"), before + 16 * 1024);
  const auto end = std::chrono::steady_clock::now() + 20s;
  while (status("VmRSS") >= before + 4 * 1024) {
    ASSERT_LT(std::chrono::steady_clock::now(), end);
    std::this_thread::yield();
  }
}

}  // namespace
}  // namespace chancery::crypto
