#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::crypto {

/// Digests of tokens whose signature has been verified here. A resource server asks about one token
/// again and again, and its signature is genuine for ever: nothing here grows old, and what a token
/// is worth now (its key, its times, its login) is asked each time elsewhere. Of fixed size; a new
/// digest takes the place of one that was learnt before. Thread-safe.
class VerifiedTokens {
 public:
  /// `sets` of four digests, 32 bytes each; a power of two.
  explicit VerifiedTokens(std::size_t sets = 8192);

  /// Whether `digest`, the 32 bytes of SHA-256, was learnt and has its place still.
  [[nodiscard]] bool knows(std::string_view digest) const;

  void learn(std::string_view digest);

 private:
  using Digest = std::array<char, 32>;

  struct Set {
    std::array<Digest, 4> digests{};
    std::size_t next = 0;  ///< whose place the next one takes
  };

  [[nodiscard]] std::size_t set_of(std::string_view digest) const;
  [[nodiscard]] std::mutex& mutex_of(std::size_t set) const { return mutexes_[set % stripes]; }

  static constexpr std::size_t stripes = 64;

  std::vector<Set> sets_;
  mutable std::array<std::mutex, stripes> mutexes_;
};

}  // namespace chancery::crypto
