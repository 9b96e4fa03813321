// An index that is read describes the file it was read for, and every probe stays within it.

#include "adapters/blocklist/filter_index.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery::blocklist;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto length = index_length_of(bytes);
  if (!length || *length > size) return 0;
  const auto index = read_filter_index(bytes.substr(0, *length), size);
  if (!index) return 0;
  if (write_filter_index(index->shards) != bytes.substr(0, *length)) std::abort();
  for (std::uint64_t key = 0; key < 64; ++key) {
    const auto& shard = index->shards.at(shard_number(index->shard_bits, key << 58U));
    if (shard.keys == 0) continue;
    for (const auto slot : fuse_probe(shard.shape, shard.seed, key).slots) {
      if (shard.offset + slot >= size) std::abort();
    }
  }
  return 0;
}
