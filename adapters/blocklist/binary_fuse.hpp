#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>

namespace chancery::blocklist {

// Binary fuse filters with three slots a key and fingerprints of 8 bits (Graf and Lemire, "Binary
// Fuse Filters", 2022): a set that never misses a member and takes one of 256 others for one, in
// some 9 bits a key. Pure.

/// How a filter is laid out: `segments + 2` segments of `segment_length` slots, a byte each. A key
/// has one slot in each of three neighbouring segments.
struct FuseShape {
  std::uint32_t segment_length = 0;  ///< a power of two; 0 in a filter without keys
  std::uint32_t segments = 0;

  [[nodiscard]] std::uint64_t slots() const {
    return segment_length == 0 ? 0 : (std::uint64_t{segments} + 2) * segment_length;
  }
  bool operator==(const FuseShape&) const = default;
};

inline constexpr std::uint32_t max_segment_length = 1U << 18U;

/// What suits so many keys.
FuseShape fuse_shape(std::size_t keys);

/// Where a key is looked for and what must be there: the three slots' bytes, one exclusive-or the
/// other, are the fingerprint.
struct FuseProbe {
  std::array<std::uint64_t, 3> slots;
  std::uint8_t fingerprint;
};

/// The shape has slots.
FuseProbe fuse_probe(const FuseShape& shape, std::uint64_t seed, std::uint64_t key);

struct FuseFilter {
  FuseShape shape{};
  std::uint64_t seed = 0;
  /// A byte a slot.
  std::string fingerprints{};
};

/// The filter of these keys, of which no two are the same; the same one each time. Throws
/// std::invalid_argument if some are.
FuseFilter build_fuse_filter(std::span<const std::uint64_t> keys);

}  // namespace chancery::blocklist
