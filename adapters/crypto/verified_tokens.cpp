#include "adapters/crypto/verified_tokens.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace chancery::crypto {

VerifiedTokens::VerifiedTokens(std::size_t sets) : sets_(sets) {
  if (!std::has_single_bit(sets)) throw std::logic_error("as many sets as no power of two");
}

bool VerifiedTokens::knows(std::string_view digest) const {
  const auto set = set_of(digest);
  const std::lock_guard lock(mutex_of(set));
  return std::ranges::any_of(sets_[set].digests, [&](const Digest& known) {
    return std::string_view(known.data(), known.size()) == digest;
  });
}

void VerifiedTokens::learn(std::string_view digest) {
  const auto at = set_of(digest);
  const std::lock_guard lock(mutex_of(at));
  auto& set = sets_[at];
  std::ranges::copy(digest, set.digests[set.next].begin());
  set.next = (set.next + 1) % set.digests.size();
}

// Any part of a digest is as good as another.
std::size_t VerifiedTokens::set_of(std::string_view digest) const {
  if (digest.size() != Digest{}.size()) throw std::logic_error("no SHA-256");
  std::size_t bits = 0;
  std::memcpy(&bits, digest.data(), sizeof bits);
  return bits & (sets_.size() - 1);
}

}  // namespace chancery::crypto
