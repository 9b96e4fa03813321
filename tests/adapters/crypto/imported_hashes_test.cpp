// Hashes that came with accounts from elsewhere, made by the systems that make them.

#include <gtest/gtest.h>

#include <fstream>

#include "adapters/crypto/entropy.hpp"
#include "adapters/crypto/password_hasher.hpp"
#include "tests/support/password_hashes.hpp"

namespace chancery::crypto {
namespace {

using namespace std::chrono_literals;

/// Of "cafe" with a combining accent.
constexpr auto sha = "{SHA}NvXAK13KTsw7KlrnozVbmfJJmdU=";

class ImportedHashesTest : public testing::Test {
 protected:
  bool verify(const std::string& password, const std::string& hash) {
    return hasher.verify(Secret(password), PasswordHash(hash));
  }

  Entropy entropy;
  PasswordHasher hasher{{.threads = 1, .queue = 1h, .cost = {.memory = 8, .passes = 1, .lanes = 1}},
                        entropy};
};

TEST_F(ImportedHashesTest, TheRightPasswordAndNoOtherIsAccepted) {
  const auto hashes = hashes_made_elsewhere();
  ASSERT_EQ(hashes.size(), 62U);
  for (const auto& [made_by, algorithm, password, hash] : hashes) {
    const auto name = made_by + " " + hash;
    EXPECT_TRUE(verify(password, hash)) << name;
    EXPECT_FALSE(verify("!" + password, hash)) << name;
    EXPECT_FALSE(verify(password.substr(0, password.size() / 2) + "!", hash)) << name;
    EXPECT_EQ(verify("", hash), password.empty()) << name;
    EXPECT_EQ(verify(password + "x", hash), password.size() == 72) << name;
  }
}

/// The last character that may be another and still be written as the format wants.
std::size_t last_free(const std::string& hash) { return hash.find_last_not_of('=') - 2; }

TEST_F(ImportedHashesTest, AnotherHashOrSaltIsAnotherPassword) {
  for (const auto& [made_by, algorithm, password, hash] : hashes_made_elsewhere()) {
    auto other_hash = hash;
    auto& in_hash = other_hash[last_free(hash)];
    in_hash = in_hash == '0' ? '1' : '0';
    EXPECT_FALSE(verify(password, other_hash)) << made_by << ' ' << other_hash;
    if (algorithm == "unsalted-sha" || hash.starts_with('{') || hash.starts_with("$2")) continue;
    auto other_salt = hash;
    auto& in_salt = other_salt[hash.rfind('$') - 3];
    in_salt = in_salt == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify(password, other_salt)) << made_by << ' ' << other_salt;
  }
}

TEST_F(ImportedHashesTest, AnotherCostIsAnotherPassword) {
  struct {
    const char* from;
    const char* to;
  } const changes[] = {{"$04$", "$05$"},           {"$05$", "$04$"},  {"rounds=1", "rounds=2"},
                       {"$1000$", "$1001$"},       {"ln=10", "ln=9"}, {"ln=14", "ln=13"},
                       {"ln=13,r=8", "ln=13,r=4"}, {"p=2", "p=1"},    {"t=2", "t=3"},
                       {"m=256", "m=512"}};
  int changed = 0;
  for (const auto& made : hashes_made_elsewhere()) {
    for (const auto& [from, to] : changes) {
      const auto at = made.hash.find(from);
      if (at == std::string::npos) continue;
      auto other = made.hash;
      other.replace(at, std::string(from).size(), to);
      EXPECT_FALSE(verify(made.password, other)) << other;
      ++changed;
    }
  }
  EXPECT_GT(changed, 30);
}

TEST_F(ImportedHashesTest, FirebasesSeparatorAndSignerKeyCount) {
  for (const auto& made : hashes_made_elsewhere()) {
    if (made.algorithm != "firebase-scrypt") continue;
    auto other = made.hash;
    other.replace(other.find("sep=Bw"), 6, "sep=BA");
    EXPECT_FALSE(verify(made.password, other));
    other = made.hash;
    auto& in_key = other[other.find("key=") + 4];
    in_key = in_key == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify(made.password, other));
  }
}

TEST_F(ImportedHashesTest, NoneIsCurrentSoThatALoginReplacesIt) {
  for (const auto& made : hashes_made_elsewhere()) {
    EXPECT_FALSE(hasher.is_current(PasswordHash(made.hash))) << made.hash;
  }
}

TEST_F(ImportedHashesTest, B84_BcryptLooksAt72BytesAsItsOriginDid) {
  const std::string shared(72, 'x');
  for (const auto& made : hashes_made_elsewhere()) {
    if (made.password != shared) continue;
    EXPECT_TRUE(verify(shared + "what follows", made.hash));
    EXPECT_FALSE(verify(shared.substr(1), made.hash));
  }
}

// The spare bits of the salt that some PHP sites left set: "...b" is "...O" to bcrypt.
TEST_F(ImportedHashesTest, SpareBitsOfABcryptSaltAreIgnored) {
  for (const auto& made : hashes_made_elsewhere()) {
    if (made.algorithm != "bcrypt") continue;
    const std::string alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    auto untidy = made.hash;
    untidy[28] = alphabet[alphabet.find(untidy[28]) + 15];
    ASSERT_NE(untidy, made.hash);
    EXPECT_TRUE(verify(made.password, untidy)) << untidy;
    untidy[28] = alphabet[(alphabet.find(untidy[28]) + 16) % 64];
    EXPECT_FALSE(verify(made.password, untidy)) << untidy;
  }
}

// Others hash what they are sent: `café` with a combining accent is not the other one.
TEST_F(ImportedHashesTest, BytesCountAsTheyAreTyped) {
  const std::string decomposed = "cafe\u0301";
  const std::string composed = "caf\u00e9";
  EXPECT_TRUE(verify(decomposed, sha));
  EXPECT_FALSE(verify(composed, sha));
}

TEST_F(ImportedHashesTest, AnArgon2TextMatchesEitherForm) {
  const std::string decomposed = "cafe\u0301";
  const std::string composed = "caf\u00e9";
  const std::string of_decomposed =
      "$argon2id$v=19$m=64,t=1,p=1$am1tLYWw9n4vJeT8HwPAeA$6qncoDFpQ7bm27q0blY4IQ";
  EXPECT_TRUE(verify(decomposed, of_decomposed));
  EXPECT_FALSE(verify(composed, of_decomposed));
  const auto ours = hasher.hash(Secret(decomposed));
  EXPECT_TRUE(hasher.verify(Secret(composed), ours));
}

TEST_F(ImportedHashesTest, APepperIsOfArgon2Alone) {
  auto peppered = PasswordHasher(
      {.threads = 1, .queue = 1h}, entropy,
      Peppers::parse(Secret("q83vASNFZ4mrze8BI0Vnibz+/4n6zdBhRkJVsyJZ1Po=")).value());
  const auto decoy = peppered.decoy().value();
  const auto prefix = decoy.substr(0, decoy.find("$argon2id"));
  ASSERT_TRUE(prefix.starts_with("$peppered$"));
  for (const auto& made : hashes_made_elsewhere()) {
    EXPECT_TRUE(peppered.verify(Secret(made.password), PasswordHash(made.hash))) << made.hash;
    EXPECT_FALSE(peppered.verify(Secret(made.password), PasswordHash(prefix + made.hash)))
        << made.hash;
  }
}

// Were they computed, the test would not end.
TEST_F(ImportedHashesTest, WhatCostsTooMuchMatchesNothingAndIsNotComputed) {
  const std::string salt(22, 'A');
  const std::string hash(43, 'A');
  for (const auto& text :
       {"$2b$31$" + std::string(53, '.'), "$6$rounds=999999999$salt$" + std::string(86, '.'),
        "$pbkdf2-sha256$4294967295$" + salt + "$" + hash,
        "$scrypt$ln=31,r=4096,p=4096$" + salt + "$" + hash,
        "$argon2id$v=19$m=4194304,t=4294967295,p=1$" + salt + "$" + hash}) {
    EXPECT_FALSE(verify("x", text)) << text;
  }
}

/// KiB that this process has held at most.
long memory_peak() {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
  }
  return -1;
}

// A quick "no" would tell that the account is there and how its password is stored.
TEST_F(ImportedHashesTest, B80_AWrongPasswordCostsWhatNobodysDoes) {
  constexpr long memory = 128 * 1024;
  PasswordHasher dear(
      {.threads = 1, .queue = 1h, .cost = {.memory = memory, .passes = 1, .lanes = 1}}, entropy);
  const auto before = memory_peak();
  ASSERT_LT(before, memory);
  EXPECT_TRUE(dear.verify(Secret("cafe\u0301"), PasswordHash(sha)));
  EXPECT_LT(memory_peak(), memory);
  EXPECT_FALSE(dear.verify(Secret("x"), PasswordHash(sha)));
  EXPECT_GT(memory_peak(), memory);
}

}  // namespace
}  // namespace chancery::crypto
