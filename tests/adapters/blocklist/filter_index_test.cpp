#include "adapters/blocklist/filter_index.hpp"

#include <gtest/gtest.h>

namespace chancery::blocklist {
namespace {

std::vector<FilterShard> shards() {
  const auto at = index_length(1);
  return {{.shape = {8, 2}, .seed = 77, .keys = 20, .checksum = 5, .offset = at},
          {.shape = {4, 1}, .seed = 78, .keys = 3, .checksum = 6, .offset = at + 32}};
}

const std::uint64_t file_length = index_length(1) + 32 + 12;

TEST(FilterIndex, ReadsWhatWasWritten) {
  const auto bytes = write_filter_index(shards());
  EXPECT_EQ(bytes.size(), index_length(1));
  EXPECT_EQ(index_length_of(bytes.substr(0, filter_head_length)), index_length(1));
  const auto index = read_filter_index(bytes, file_length);
  ASSERT_TRUE(index) << index.error();
  EXPECT_EQ(
      *index,
      (FilterIndex{.shard_bits = 1, .shards = shards(), .keys = 23, .file_length = file_length}));
}

TEST(FilterIndex, AShardMayBeEmpty) {
  const auto bytes = write_filter_index({FilterShard{}});
  const auto index = read_filter_index(bytes, index_length(0));
  ASSERT_TRUE(index) << index.error();
  EXPECT_EQ(index->keys, 0U);
}

TEST(FilterIndex, NoByteOfItMayChange) {
  const auto bytes = write_filter_index(shards());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(read_filter_index(damaged, file_length)) << i;
  }
}

TEST(FilterIndex, DescribesAFileOfItsLengthOnly) {
  const auto bytes = write_filter_index(shards());
  EXPECT_FALSE(read_filter_index(bytes, file_length - 1));
  EXPECT_FALSE(read_filter_index(bytes, file_length + 1));
  EXPECT_FALSE(read_filter_index(bytes.substr(0, bytes.size() - 1), file_length));
  EXPECT_FALSE(read_filter_index(bytes + '\0', file_length));
  EXPECT_FALSE(read_filter_index("", 0));
  EXPECT_FALSE(index_length_of(bytes.substr(0, filter_head_length - 1)));
}

TEST(FilterIndex, MustMakeSenseEvenIfItsChecksumIsRight) {
  const auto refused = [](auto change) {
    auto wrong = shards();
    change(wrong[0]);
    std::uint64_t length = index_length(1);
    for (const auto& shard : wrong) length += shard.shape.slots();
    return !read_filter_index(write_filter_index(wrong), length);
  };
  EXPECT_FALSE(refused([](FilterShard&) {}));
  EXPECT_TRUE(refused([](FilterShard& shard) { shard.shape.segment_length = 6; }));
  EXPECT_TRUE(refused([](FilterShard& shard) { shard.shape.segment_length = 0; }));
  EXPECT_TRUE(
      refused([](FilterShard& shard) { shard.shape.segment_length *= max_segment_length; }));
  EXPECT_TRUE(refused([](FilterShard& shard) { shard.shape.segments = 0; }));
  EXPECT_TRUE(refused([](FilterShard& shard) { shard.shape.segments = 0xffff'ffffU; }));
  EXPECT_TRUE(refused([](FilterShard& shard) { shard.keys = 33; }));
  EXPECT_TRUE(refused([](FilterShard& shard) { shard.keys = 0; }));
  EXPECT_FALSE(refused([](FilterShard& shard) { shard.keys = 32; }));
  EXPECT_FALSE(refused([](FilterShard& shard) {
    shard.shape = {};
    shard.keys = 0;
    shard.seed = 0;
  }));
}

TEST(FilterIndex, SaysWhenItIsSomethingElse) {
  auto other = write_filter_index(shards());
  other[7] = '2';
  EXPECT_EQ(read_filter_index(other, file_length).error(),
            "it is no password filter of this version");
  EXPECT_EQ(index_length_of(std::string(32, 'x')).error(),
            "it is no password filter of this version");
}

TEST(ShardNumber, IsTheFirstBitsOfTheKey) {
  EXPECT_EQ(shard_number(0, 0xffff'ffff'ffff'ffffU), 0U);
  EXPECT_EQ(shard_number(1, 0x7fff'ffff'ffff'ffffU), 0U);
  EXPECT_EQ(shard_number(1, 0x8000'0000'0000'0000U), 1U);
  EXPECT_EQ(shard_number(16, 0xabcd'ef00'0000'0000U), 0xabcdU);
}

}  // namespace
}  // namespace chancery::blocklist
