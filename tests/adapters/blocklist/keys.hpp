#pragma once

#include <cstdint>
#include <vector>

namespace chancery::blocklist {

/// Keys that are spread as digests are; the same ones each time, and others for another `first`.
inline std::vector<std::uint64_t> some_keys(std::size_t count, std::uint64_t first = 0) {
  std::vector<std::uint64_t> keys;
  for (std::uint64_t i = 0; i < count; ++i) {
    auto x = (first + i + 1) * 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    keys.push_back(x ^ (x >> 31U));
  }
  return keys;
}

}  // namespace chancery::blocklist
