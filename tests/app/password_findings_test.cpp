#include "app/password_findings.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t gibibyte = std::uint64_t{1024} * 1024;

HashMeasurement usual() {
  return {.cost = {19456, 2, 1}, .one = 12ms, .threads = 2, .memory = 8 * gibibyte};
}

TEST(HashingFinding, SaysWhatThisMachineDoesAndWhatItCould) {
  const auto finding = hashing_finding(usual());
  EXPECT_TRUE(finding.ok);
  EXPECT_EQ(
      finding.message,
      "a hash of 19456 KiB in 2 passes takes 12 ms here: 166 logins a second on 2 threads; if "
      "that is more than you need, CHANCERY_HASH_MEMORY=161792 makes guessing dearer, at about "
      "99 ms");
  EXPECT_EQ(finding.hint, "");
}

TEST(HashingFinding, GivesNoAdviceWhereThereIsNothingToGain) {
  auto slow = usual();
  slow.one = 80ms;
  EXPECT_EQ(hashing_finding(slow).message,
            "a hash of 19456 KiB in 2 passes takes 80 ms here: 25 logins a second on 2 threads");
  auto small = usual();
  small.memory = 160 * 1024;
  EXPECT_TRUE(hashing_finding(small).ok);
  EXPECT_EQ(hashing_finding(small).message.find("dearer"), std::string::npos);
}

TEST(HashingFinding, AHashThatPeopleWaitForIsWrong) {
  auto slow = usual();
  slow.one = 1000ms;
  EXPECT_TRUE(hashing_finding(slow).ok);
  slow.one = 1001ms;
  slow.cost.memory = 1'048'576;
  const auto finding = hashing_finding(slow);
  EXPECT_FALSE(finding.ok);
  EXPECT_EQ(finding.hint, "nobody waits that long for a login: set CHANCERY_HASH_MEMORY=104448");
}

TEST(HashingFinding, HashesThatTakeHalfOfTheMemoryAreWrong) {
  auto many = usual();
  many.memory = 4 * 19456;
  EXPECT_TRUE(hashing_finding(many).ok);
  many.memory -= 1024;
  const auto finding = hashing_finding(many);
  EXPECT_FALSE(finding.ok);
  EXPECT_EQ(finding.hint, "set CHANCERY_HASH_THREADS lower, or CHANCERY_HASH_MEMORY=9216");
}

TEST(HashingFinding, AdviceStaysWithinWhatTheSettingTakes) {
  auto fast = usual();
  fast.one = 1ns;
  fast.memory = 1024 * gibibyte;
  EXPECT_NE(hashing_finding(fast).message.find("CHANCERY_HASH_MEMORY=1048576 "), std::string::npos);
  auto tiny = usual();
  tiny.memory = 20'000;
  EXPECT_NE(hashing_finding(tiny).hint.find("CHANCERY_HASH_MEMORY=7168"), std::string::npos);
}

TEST(CensusFinding, NamesEachAlgorithm) {
  EXPECT_EQ(census_finding({}).message, "no account has one");
  const auto finding =
      census_finding({{PasswordAlgorithm::argon2id, 9041}, {PasswordAlgorithm::bcrypt, 958}});
  EXPECT_TRUE(finding.ok);
  EXPECT_EQ(finding.message, "9041 of argon2id, 958 of bcrypt");
}

}  // namespace
}  // namespace chancery
