#include "adapters/blocklist/common_passwords.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "adapters/blocklist/common_passwords_text.hpp"
#include "adapters/blocklist/password_blocklist.hpp"
#include "domain/codec/unicode.hpp"
#include "domain/password_policy.hpp"

namespace chancery::blocklist {
namespace {

std::vector<std::string> lines() {
  std::istringstream text{std::string(common_passwords_text())};
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

TEST(CommonPasswordsText, CanBeSearched) {
  const auto all = lines();
  EXPECT_TRUE(std::ranges::is_sorted(all));
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
  for (const auto& line : all) EXPECT_EQ(codec::folded(line), line);
}

// ASVS 6.2.4 asks for the top 3000 that could be chosen at all.
TEST(CommonPasswordsText, HoldsThousandsThatAreLongEnough) {
  const auto all = lines();
  EXPECT_GE(all.size(), 3000U);
  for (const auto& line : all) EXPECT_GE(line.size(), min_password_length) << line;
}

TEST(IsCommon, WhateverCaseItIsWrittenIn) {
  for (const char* text : {"password", "PassWord", "qwertyuiop", "1q2w3e4r", "iloveyou", "p@ssw0rd",
                           "trustno1", "\uff50\uff41\uff53\uff53word"}) {
    EXPECT_TRUE(is_common(text)) << text;
  }
}

TEST(IsCommon, WithAFewDigitsAndSignsBehindIt) {
  for (const char* text : {"password!", "Sunshine2024!", "Password123!", "superman#1"}) {
    EXPECT_TRUE(is_common(text)) << text;
  }
  for (const char* text : {"sunshine202456", "sunshine and rain", "sunshine;20;24", "2024sunshines",
                           "correct horse", "", "!", "12", "sunshin"}) {
    EXPECT_FALSE(is_common(text)) << text;
  }
}

TEST(PasswordBlocklist, HasTheBuiltInListWithoutAnyFile) {
  PasswordBlocklist blocklist;
  EXPECT_TRUE(blocklist.contains(Secret("password")));
  EXPECT_FALSE(blocklist.contains(Secret("correct horse")));
}

}  // namespace
}  // namespace chancery::blocklist
