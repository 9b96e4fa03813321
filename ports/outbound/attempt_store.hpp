#pragma once

#include <cstddef>
#include <vector>

#include "domain/throttle.hpp"

namespace chancery::outbound {

/// Attempts at secrets, one record a key, on every node the same. Never part of the transaction of
/// the login that they are about: what was counted stays counted when the login fails, and when the
/// program ends. Nobody waits for the disk, though: should the machine lose its power, what was
/// counted in the last moments may be lost. Thread-safe; every method may throw Unavailable, and
/// `replace` may then have been done.
class AttemptStore {
 public:
  virtual ~AttemptStore() = default;

  static constexpr std::size_t most_keys = 4;

  /// The tallies of at most `most_keys` keys, in their order, as they are now: all zero for a key
  /// that nobody knows.
  [[nodiscard]] virtual std::vector<AttemptTally> find(const std::vector<AttemptKey>& keys) = 0;

  /// Replaces `from` by `to` in one conditional step; one that is all zero is no record. False, and
  /// no change, if the tally is no longer `from`: read again, decide again. Of concurrent callers
  /// with one `from`, and a `to` that differs from it, exactly one wins.
  [[nodiscard]] virtual bool replace(const AttemptKey& key, const AttemptTally& from,
                                     const AttemptTally& to) = 0;
};

}  // namespace chancery::outbound
