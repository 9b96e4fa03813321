#include "adapters/blocklist/binary_fuse.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <vector>

namespace chancery::blocklist {
namespace {

constexpr int max_attempts = 100;

/// MurmurHash3's last step: every bit of the input turns about half of the output's.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 33U)) * 0xff51afd7ed558ccdU;
  x = (x ^ (x >> 33U)) * 0xc4ceb9fe1a85ec53U;
  return x ^ (x >> 33U);
}

FuseProbe probe_of_hash(const FuseShape& shape, std::uint64_t hash) {
  const std::uint64_t mask = shape.segment_length - 1;
  const std::uint64_t range = std::uint64_t{shape.segments} * shape.segment_length;
  const auto first = ((hash >> 32U) * range) >> 32U;
  return {.slots = {first, (first + shape.segment_length) ^ ((hash >> 18U) & mask),
                    (first + 2 * std::uint64_t{shape.segment_length}) ^ (hash & mask)},
          .fingerprint = static_cast<std::uint8_t>(hash ^ (hash >> 32U))};
}

/// The keys whose probes touch a slot: how many, and all of their hashes one exclusive-or the
/// other, which is the hash itself where there is one.
struct Slot {
  std::uint64_t hashes = 0;
  std::uint32_t count = 0;
};

/// A key and a slot that is its own once the keys taken before it are gone.
struct Taken {
  std::uint64_t hash;
  std::uint64_t slot;
};

/// Takes keys that are alone in one of their slots until none is left; nothing if some cannot be.
std::optional<std::vector<Taken>> peel(std::vector<Slot>& slots, const FuseShape& shape,
                                       std::size_t keys) {
  std::vector<Taken> taken;
  taken.reserve(keys);
  std::vector<std::uint64_t> alone;
  for (std::uint64_t i = 0; i < slots.size(); ++i) {
    if (slots[i].count == 1) alone.push_back(i);
  }
  while (!alone.empty()) {
    const auto own = alone.back();
    alone.pop_back();
    if (slots[own].count != 1) continue;
    const auto hash = slots[own].hashes;
    taken.push_back({hash, own});
    for (const auto slot : probe_of_hash(shape, hash).slots) {
      slots[slot].hashes ^= hash;
      if (--slots[slot].count == 1) alone.push_back(slot);
    }
  }
  if (taken.size() != keys) return std::nullopt;
  return taken;
}

std::optional<std::string> fingerprints(std::span<const std::uint64_t> keys, const FuseShape& shape,
                                        std::uint64_t seed) {
  std::vector<Slot> slots(shape.slots());
  for (const auto key : keys) {
    const auto hash = mixed(key + seed);
    for (const auto slot : probe_of_hash(shape, hash).slots) {
      slots[slot].hashes ^= hash;
      ++slots[slot].count;
    }
  }
  const auto taken = peel(slots, shape, keys.size());
  if (!taken) return std::nullopt;
  std::string bytes(shape.slots(), '\0');
  for (auto it = taken->rbegin(); it != taken->rend(); ++it) {
    const auto probe = probe_of_hash(shape, it->hash);
    auto byte = probe.fingerprint;
    for (const auto slot : probe.slots) byte ^= static_cast<std::uint8_t>(bytes[slot]);
    bytes[it->slot] = static_cast<char>(byte);
  }
  return bytes;
}

}  // namespace

FuseShape fuse_shape(std::size_t keys) {
  if (keys == 0) return {};
  // The paper's figures for three slots a key.
  const auto count = static_cast<double>(std::max<std::size_t>(keys, 2));
  const auto exponent = static_cast<unsigned>(std::log(count) / std::log(3.33) + 2.25);
  const auto length = std::min(1U << std::min(exponent, 18U), max_segment_length);
  const auto factor = std::max(1.125, 0.875 + 0.25 * std::log(1e6) / std::log(count));
  const auto capacity = static_cast<std::uint64_t>(std::llround(count * factor));
  const auto needed = (capacity + length - 1) / length;
  return {length, static_cast<std::uint32_t>(needed <= 2 ? 1 : needed - 2)};
}

FuseProbe fuse_probe(const FuseShape& shape, std::uint64_t seed, std::uint64_t key) {
  return probe_of_hash(shape, mixed(key + seed));
}

FuseFilter build_fuse_filter(std::span<const std::uint64_t> keys) {
  const auto shape = fuse_shape(keys.size());
  if (keys.empty()) return {};
  for (std::uint64_t attempt = 1; attempt <= max_attempts; ++attempt) {
    const auto seed = mixed(attempt);
    auto bytes = fingerprints(keys, shape, seed);
    if (bytes) return {shape, seed, *std::move(bytes)};
  }
  throw std::invalid_argument("a filter's keys are not distinct");
}

}  // namespace chancery::blocklist
