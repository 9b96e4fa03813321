#include "adapters/blocklist/filter_builder.hpp"

#include <bit>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "adapters/blocklist/filter_index.hpp"

namespace chancery::blocklist {
namespace {

/// Shards differ in size by chance, but not by this much.
constexpr std::size_t worst_case = 4;

unsigned shard_bits_for(std::uint64_t keys, std::size_t keys_per_shard) {
  unsigned bits = 0;
  while (bits < max_shard_bits && (keys >> bits) > keys_per_shard) ++bits;
  return bits;
}

/// Gone unless it was put in its place.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& place)
      : place_(place), descriptor_(Descriptor::beside(place, name_)) {}
  ~NewFile() {
    std::error_code ignored;
    if (!name_.empty()) std::filesystem::remove(name_, ignored);
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::uint64_t offset, std::string_view bytes) { descriptor_.write(offset, bytes); }
  void put_in_place() {
    descriptor_.publish();
    std::filesystem::rename(name_, place_);
    name_.clear();
  }

 private:
  const std::filesystem::path& place_;
  std::filesystem::path name_{};
  Descriptor descriptor_;
};

/// Shards, one after the other as their keys come.
class ShardWriter {
 public:
  ShardWriter(NewFile& file, unsigned bits, std::size_t most_keys)
      : file_(file), bits_(bits), most_keys_(most_keys), offset_(index_length(bits)) {}

  void add(std::uint64_t key) {
    while (shards_.size() < shard_number(bits_, key)) flush();
    if (keys_.size() == most_keys_) {
      throw std::length_error("too many of the digests begin alike: they are none of SHA-1");
    }
    keys_.push_back(key);
  }

  const std::vector<FilterShard>& finish() {
    while (shards_.size() < std::size_t{1} << bits_) flush();
    return shards_;
  }

 private:
  void flush() {
    const auto filter = build_fuse_filter(keys_);
    file_.write(offset_, filter.fingerprints);
    shards_.push_back({.shape = filter.shape,
                       .seed = filter.seed,
                       .keys = static_cast<std::uint32_t>(keys_.size()),
                       .checksum = checksum_of(filter.fingerprints),
                       .offset = offset_});
    offset_ += filter.fingerprints.size();
    keys_.clear();
  }

  NewFile& file_;
  unsigned bits_;
  std::size_t most_keys_;
  std::uint64_t offset_;
  std::vector<std::uint64_t> keys_{};
  std::vector<FilterShard> shards_{};
};

}  // namespace

FilterBuilder::Result FilterBuilder::finish(const std::function<void(std::uint64_t)>& progress) {
  const auto bits = shard_bits_for(keys_.added(), limits_.keys_per_shard);
  NewFile file(path_);
  ShardWriter shards(file, bits, worst_case * limits_.keys_per_shard);
  std::uint64_t done = 0;
  keys_.drain([&](std::uint64_t key) {
    shards.add(key);
    ++done;
    if (progress) progress(done);
  });
  const auto& written = shards.finish();
  file.write(0, write_filter_index(written));
  file.put_in_place();
  const auto& last = written.back();
  return {.keys = done, .length = last.offset + last.shape.slots()};
}

}  // namespace chancery::blocklist
