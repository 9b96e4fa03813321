#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/blocklist/binary_fuse.hpp"

namespace chancery::blocklist {

// The beginning of a filter file: what it holds and where. Integers are little-endian.
//
//   head     magic "CHANPWF1", shard bits u32, zero u32, keys u64, length of the file u64
//   shards   2^bits entries: seed u64, keys u32, segments u32, segment length u32, zero u32,
//            checksum of the shard's bytes
//   checksum of all that, 32 bytes of SHA-256
//
// The shards' bytes follow, one shard behind the other to the end of the file. A key belongs to the
// shard of the number that its first bits are. Pure.

/// The first 8 bytes of SHA-256.
using Checksum = std::uint64_t;
Checksum checksum_of(std::string_view bytes);

struct FilterShard {
  FuseShape shape{};
  std::uint64_t seed = 0;
  std::uint32_t keys = 0;
  Checksum checksum = 0;
  /// Where in the file its bytes begin; follows from the shards before.
  std::uint64_t offset = 0;

  bool operator==(const FilterShard&) const = default;
};

struct FilterIndex {
  unsigned shard_bits = 0;
  std::vector<FilterShard> shards{};
  std::uint64_t keys = 0;
  std::uint64_t file_length = 0;

  bool operator==(const FilterIndex&) const = default;
};

inline constexpr std::size_t filter_head_length = 32;
inline constexpr unsigned max_shard_bits = 16;

/// How long the index with so many shards is, the head and the checksum with it.
std::uint64_t index_length(unsigned shard_bits);

/// The same, of a file whose first `filter_head_length` bytes these are. The error is a reason in
/// words, as below.
std::expected<std::uint64_t, std::string> index_length_of(std::string_view head);

/// Reads an index of exactly its length, strictly: what comes out describes every byte of a file of
/// `file_length` bytes.
std::expected<FilterIndex, std::string> read_filter_index(std::string_view bytes,
                                                          std::uint64_t file_length);

/// The bytes that `read_filter_index` reads; offsets, keys and the length of the file follow from
/// the shards.
std::string write_filter_index(const std::vector<FilterShard>& shards);

/// The number of the shard that a key belongs to.
inline std::size_t shard_number(unsigned shard_bits, std::uint64_t key) {
  return shard_bits == 0 ? 0 : static_cast<std::size_t>(key >> (64U - shard_bits));
}

}  // namespace chancery::blocklist
