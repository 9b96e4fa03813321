#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace chancery::simulation {

/// The one source of chance of a simulated story: the same seed gives the same draws, on every
/// machine and with every compiler (which the distributions of <random> do not promise).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }

  /// 0 to `bound` - 1; `bound` is at least 1. The tiny bias is of no account here.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  /// `low` to `high`, both included.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
  }
  bool chance(unsigned per_mille) { return below(1000) < per_mille; }

  template <class T>
  const T& one_of(std::span<const T> items) {
    return items[below(items.size())];
  }
  /// A source of its own, so that more draws here change nothing there.
  Random branch() { return Random(next()); }

 private:
  std::uint64_t state_;
};

}  // namespace chancery::simulation
