#include "adapters/blocklist/key_sorter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "tests/adapters/blocklist/keys.hpp"
#include "tests/support/temporary_folder.hpp"

namespace chancery::blocklist {
namespace {

class KeySorterTest : public testing::Test {
 protected:
  std::vector<std::uint64_t> sorted(const std::vector<std::uint64_t>& keys, std::size_t in_memory) {
    KeySorter sorter(folder.file("out"), in_memory);
    for (const auto key : keys) sorter.add(key);
    EXPECT_EQ(sorter.added(), keys.size());
    std::vector<std::uint64_t> out;
    sorter.drain([&](std::uint64_t key) { out.push_back(key); });
    return out;
  }

  TemporaryFolder folder;
};

TEST_F(KeySorterTest, GivesEachKeyOnceInOrderHoweverLittleFitsIntoMemory) {
  auto keys = some_keys(10'000);
  const auto again = some_keys(3'000, 5'000);
  keys.insert(keys.end(), again.begin(), again.end());
  const std::set<std::uint64_t> expected(keys.begin(), keys.end());
  for (const std::size_t in_memory : {1'000'000, 13'000, 12'999, 4096, 1000, 7}) {
    const auto out = sorted(keys, in_memory);
    EXPECT_TRUE(std::ranges::equal(out, expected)) << in_memory;
  }
}

TEST_F(KeySorterTest, NothingComesToNothing) {
  EXPECT_TRUE(sorted({}, 10).empty());
  EXPECT_EQ(sorted({5, 5, 5}, 1), std::vector<std::uint64_t>{5});
  EXPECT_EQ(sorted({~0ULL, 0}, 1), (std::vector<std::uint64_t>{0, ~0ULL}));
}

TEST_F(KeySorterTest, LeavesNoFileBehind) {
  sorted(some_keys(100), 10);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(KeySorterTest, SaysThatItCannotWrite) {
  KeySorter sorter(folder.file("nowhere/out"), 1);
  sorter.add(1);
  EXPECT_THROW(sorter.add(2), std::system_error);
}

}  // namespace
}  // namespace chancery::blocklist
