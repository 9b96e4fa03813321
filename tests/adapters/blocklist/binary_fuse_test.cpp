#include "adapters/blocklist/binary_fuse.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/adapters/blocklist/keys.hpp"

namespace chancery::blocklist {
namespace {

bool contains(const FuseFilter& filter, std::uint64_t key) {
  const auto probe = fuse_probe(filter.shape, filter.seed, key);
  std::uint8_t found = 0;
  for (const auto slot : probe.slots)
    found ^= static_cast<std::uint8_t>(filter.fingerprints.at(slot));
  return found == probe.fingerprint;
}

TEST(FuseFilter, NeverMissesAMember) {
  for (const std::size_t count : {1, 2, 3, 4, 5, 10, 33, 100, 1000, 12'345, 100'000}) {
    const auto keys = some_keys(count);
    const auto filter = build_fuse_filter(keys);
    EXPECT_EQ(filter.fingerprints.size(), filter.shape.slots());
    const auto missed =
        std::ranges::count_if(keys, [&](std::uint64_t key) { return !contains(filter, key); });
    EXPECT_EQ(missed, 0) << count;
  }
}

TEST(FuseFilter, TakesOneOf256OthersForAMember) {
  const auto filter = build_fuse_filter(some_keys(10'000));
  const auto others = some_keys(256'000, 1'000'000);
  const auto taken =
      std::ranges::count_if(others, [&](std::uint64_t key) { return contains(filter, key); });
  EXPECT_GT(taken, 800);
  EXPECT_LT(taken, 1200);
}

TEST(FuseFilter, TakesAtMostTenBitsAKeyOnceThereAreMany) {
  for (const std::size_t count : {20'000, 100'000, 524'288, 600'000}) {
    EXPECT_LE(8.0 * static_cast<double>(fuse_shape(count).slots()),
              10.0 * static_cast<double>(count))
        << count;
  }
  EXPECT_LE(8.0 * static_cast<double>(fuse_shape(524'288).slots()), 9.2 * 524'288);
}

TEST(FuseFilter, OfNothingHasNoSlots) {
  EXPECT_EQ(build_fuse_filter({}).fingerprints, "");
  EXPECT_EQ(fuse_shape(0), FuseShape{});
  EXPECT_EQ(FuseShape{}.slots(), 0U);
}

TEST(FuseFilter, IsTheSameEachTime) {
  const auto keys = some_keys(5000);
  const auto one = build_fuse_filter(keys);
  const auto other = build_fuse_filter(keys);
  EXPECT_EQ(one.seed, other.seed);
  EXPECT_EQ(one.fingerprints, other.fingerprints);
}

TEST(FuseFilter, CannotBeMadeOfAKeyThatComesTwice) {
  auto keys = some_keys(100);
  keys.push_back(keys.front());
  EXPECT_THROW(std::ignore = build_fuse_filter(keys), std::invalid_argument);
}

TEST(FuseProbe, StaysWithinTheSlots) {
  for (const FuseShape shape :
       {FuseShape{4, 1}, FuseShape{1, 1}, FuseShape{max_segment_length, 3}}) {
    for (const auto key : some_keys(1000)) {
      for (const auto slot : fuse_probe(shape, 7, key).slots) EXPECT_LT(slot, shape.slots());
    }
  }
}

}  // namespace
}  // namespace chancery::blocklist
