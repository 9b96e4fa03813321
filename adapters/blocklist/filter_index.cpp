#include "adapters/blocklist/filter_index.hpp"

#include <openssl/sha.h>

#include <array>
#include <bit>
#include <concepts>

namespace chancery::blocklist {
namespace {

constexpr std::string_view magic = "CHANPWF1";
constexpr std::size_t entry_length = 32;
constexpr std::size_t digest_length = SHA256_DIGEST_LENGTH;

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, digest_length> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return {digest.begin(), digest.end()};
}

template <std::unsigned_integral Integer>
Integer take(std::string_view& bytes) {
  Integer value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) {
    value |= static_cast<Integer>(Integer{static_cast<unsigned char>(bytes[i])} << (8 * i));
  }
  bytes.remove_prefix(sizeof value);
  return value;
}

template <std::unsigned_integral Integer>
void put(std::string& bytes, Integer value) {
  for (std::size_t i = 0; i < sizeof value; ++i) {
    bytes += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
  }
}

struct Head {
  std::uint32_t shard_bits;
  std::uint64_t keys;
  std::uint64_t file_length;
};

std::expected<Head, std::string> read_head(std::string_view bytes) {
  if (bytes.size() < filter_head_length || !bytes.starts_with(magic)) {
    return std::unexpected("it is no password filter of this version");
  }
  bytes.remove_prefix(magic.size());
  Head head{.shard_bits = take<std::uint32_t>(bytes), .keys = 0, .file_length = 0};
  const auto zero = take<std::uint32_t>(bytes);
  head.keys = take<std::uint64_t>(bytes);
  head.file_length = take<std::uint64_t>(bytes);
  if (zero != 0 || head.shard_bits > max_shard_bits) return std::unexpected("its head is damaged");
  return head;
}

bool makes_sense(const FilterShard& shard) {
  const auto& shape = shard.shape;
  if (shard.keys == 0) return shape == FuseShape{} && shard.seed == 0;
  return std::has_single_bit(shape.segment_length) && shape.segment_length <= max_segment_length &&
         shape.segments > 0 && shape.slots() >= shard.keys && shape.slots() <= 0xffff'ffffU;
}

/// Nothing if the entry is no shard's.
std::expected<FilterShard, std::string> take_shard(std::string_view& bytes, std::uint64_t offset) {
  FilterShard shard{.offset = offset};
  shard.seed = take<std::uint64_t>(bytes);
  shard.keys = take<std::uint32_t>(bytes);
  shard.shape.segments = take<std::uint32_t>(bytes);
  shard.shape.segment_length = take<std::uint32_t>(bytes);
  const auto zero = take<std::uint32_t>(bytes);
  shard.checksum = take<std::uint64_t>(bytes);
  if (zero != 0 || !makes_sense(shard)) return std::unexpected("its index is damaged");
  return shard;
}

}  // namespace

Checksum checksum_of(std::string_view bytes) {
  const auto digest = sha256(bytes);
  std::string_view rest = digest;
  return take<Checksum>(rest);
}

std::uint64_t index_length(unsigned shard_bits) {
  return filter_head_length + (std::uint64_t{entry_length} << shard_bits) + digest_length;
}

std::expected<std::uint64_t, std::string> index_length_of(std::string_view head) {
  const auto read = read_head(head);
  if (!read) return std::unexpected(read.error());
  return index_length(read->shard_bits);
}

std::expected<FilterIndex, std::string> read_filter_index(std::string_view bytes,
                                                          std::uint64_t file_length) {
  const auto head = read_head(bytes);
  if (!head) return std::unexpected(head.error());
  const auto length = index_length(head->shard_bits);
  if (bytes.size() != length || head->file_length != file_length) {
    return std::unexpected("it is cut short, or longer than it was made");
  }
  const auto sealed = bytes.substr(0, bytes.size() - digest_length);
  if (sha256(sealed) != bytes.substr(sealed.size())) return std::unexpected("its index is damaged");
  FilterIndex index{.shard_bits = head->shard_bits, .keys = head->keys, .file_length = file_length};
  auto rest = sealed.substr(filter_head_length);
  auto offset = length;
  std::uint64_t keys = 0;
  while (!rest.empty()) {
    auto shard = take_shard(rest, offset);
    if (!shard) return std::unexpected(std::move(shard.error()));
    offset += shard->shape.slots();
    keys += shard->keys;
    index.shards.push_back(*shard);
  }
  if (keys != head->keys || offset != file_length) return std::unexpected("its index is damaged");
  return index;
}

std::string write_filter_index(const std::vector<FilterShard>& shards) {
  const auto bits = static_cast<unsigned>(std::countr_zero(shards.size()));
  std::uint64_t keys = 0;
  auto length = index_length(bits);
  for (const auto& shard : shards) {
    keys += shard.keys;
    length += shard.shape.slots();
  }
  std::string bytes(magic);
  put(bytes, std::uint32_t{bits});
  put(bytes, std::uint32_t{0});
  put(bytes, keys);
  put(bytes, length);
  for (const auto& shard : shards) {
    put(bytes, shard.seed);
    put(bytes, shard.keys);
    put(bytes, shard.shape.segments);
    put(bytes, shard.shape.segment_length);
    put(bytes, std::uint32_t{0});
    put(bytes, shard.checksum);
  }
  return bytes + sha256(bytes);
}

}  // namespace chancery::blocklist
