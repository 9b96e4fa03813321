// What is built is what is read: a filter file from keys to answers.

#include "adapters/blocklist/filter_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "adapters/blocklist/filter_builder.hpp"
#include "adapters/blocklist/password_blocklist.hpp"
#include "adapters/blocklist/password_key.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/blocklist/keys.hpp"
#include "tests/support/temporary_folder.hpp"

namespace chancery::blocklist {
namespace {

namespace fs = std::filesystem;

constexpr FilterBuilder::Limits small{.keys_in_memory = 1000, .keys_per_shard = 500};

class FilterFileTest : public testing::Test {
 protected:
  FilterBuilder::Result build(const std::vector<std::uint64_t>& keys) {
    FilterBuilder builder(path, small);
    for (const auto key : keys) builder.add(key);
    return builder.finish();
  }
  FilterFile opened() { return FilterFile::open(path).value(); }
  std::string content() {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void overwrite(const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }
  std::string why_not_opened() {
    const auto file = FilterFile::open(path);
    return file ? "" : file.error();
  }

  TemporaryFolder folder;
  const std::string path = folder.file("passwords.filter");
};

TEST_F(FilterFileTest, HoldsEveryKeyInShardsOfLimitedSize) {
  auto keys = some_keys(10'000);
  const auto result = build(keys);
  const auto file = opened();
  EXPECT_EQ(result.keys, keys.size());
  EXPECT_EQ(result.length, fs::file_size(path));
  EXPECT_EQ(file.index().keys, keys.size());
  EXPECT_EQ(file.index().shards.size(), 32U);
  EXPECT_TRUE(file.verify());
  EXPECT_EQ(std::ranges::count_if(keys, [&](auto key) { return !file.contains(key); }), 0);
  const auto others = some_keys(10'000, 1'000'000);
  EXPECT_LT(std::ranges::count_if(others, [&](auto key) { return file.contains(key); }), 100);
}

TEST_F(FilterFileTest, KeysThatComeAgainAreThereOnce) {
  auto keys = some_keys(400);
  keys.insert(keys.end(), keys.begin(), keys.begin() + 100);
  EXPECT_EQ(build(keys).keys, 400U);
}

TEST_F(FilterFileTest, TheOrderOfTheKeysMakesNoDifference) {
  auto keys = some_keys(3000);
  build(keys);
  const auto before = content();
  std::ranges::reverse(keys);
  build(keys);
  EXPECT_EQ(content(), before);
}

TEST_F(FilterFileTest, MayBeSmallAndHaveEmptyShards) {
  for (const std::size_t count : {0, 1, 2, 3, 501}) {
    const auto keys = some_keys(count);
    build(keys);
    const auto file = opened();
    EXPECT_TRUE(std::ranges::all_of(keys, [&](auto key) { return file.contains(key); })) << count;
  }
  // Two shards; the keys of one only.
  auto keys = some_keys(1200);
  std::erase_if(keys, [](auto key) { return key >> 63U != 0; });
  build(keys);
  EXPECT_EQ(opened().index().shards.size(), 2U);
  EXPECT_FALSE(opened().contains(~0ULL));
}

TEST_F(FilterFileTest, LeavesNothingButTheFileBehind) {
  build(some_keys(5000));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0644));
}

TEST_F(FilterFileTest, KeysThatAreNoDigestsAreRefusedBeforeMemoryRunsOut) {
  build(some_keys(10));
  const auto before = content();
  FilterBuilder builder(path, small);
  for (std::uint64_t key = 0; key < 3000; ++key) builder.add(key);
  EXPECT_THROW(builder.finish(), std::length_error);
  EXPECT_EQ(content(), before);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST_F(FilterFileTest, WhatIsNoFilterIsNotOpened) {
  EXPECT_EQ(why_not_opened(), "No such file or directory");
  overwrite("");
  EXPECT_EQ(why_not_opened(), "it is no password filter of this version");
  overwrite("password\n12345678\n");
  EXPECT_EQ(why_not_opened(), "it is no password filter of this version");
  fs::remove(path);
  fs::create_directory(path);
  EXPECT_EQ(why_not_opened(), "it is no regular file");
}

TEST_F(FilterFileTest, AFileThatIsCutOrContinuedIsNotOpened) {
  build(some_keys(1000));
  const auto whole = content();
  for (const auto& bytes : {whole.substr(0, 31), whole.substr(0, 100),
                            whole.substr(0, whole.size() - 1), whole + "x"}) {
    overwrite(bytes);
    EXPECT_NE(why_not_opened(), "") << bytes.size();
  }
}

TEST_F(FilterFileTest, VerifyFindsTheByteThatChanged) {
  build(some_keys(1000));
  auto bytes = content();
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  overwrite(bytes);
  std::size_t done = 0;
  const auto verified = opened().verify([&](std::size_t shards) { done = shards; });
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error(), "its part 2 of 2 is damaged");
  EXPECT_EQ(done, 1U);
}

TEST_F(FilterFileTest, AnotherFileInItsPlaceLeavesTheOldOneInUse) {
  const auto keys = some_keys(100);
  build(keys);
  const auto file = opened();
  build(some_keys(100, 1'000'000));
  EXPECT_TRUE(std::ranges::all_of(keys, [&](auto key) { return file.contains(key); }));
}

TEST_F(FilterFileTest, AFileThatIsWrittenOverWhileInUseAnswersNothing) {
  build(some_keys(100));
  const auto file = opened();
  overwrite(content() + "x");
  EXPECT_THROW(std::ignore = file.contains(1), Unavailable);
  overwrite("");
  EXPECT_THROW(std::ignore = file.contains(1), Unavailable);
}

TEST_F(FilterFileTest, ABlocklistAsksTheListAndTheFilter) {
  build({password_key("correct horse battery staple")});
  PasswordBlocklist blocklist(opened());
  EXPECT_TRUE(blocklist.contains(Secret("correct horse battery staple")));
  EXPECT_TRUE(blocklist.contains(Secret("password")));
  EXPECT_FALSE(blocklist.contains(Secret("another battery staple")));
}

}  // namespace
}  // namespace chancery::blocklist
