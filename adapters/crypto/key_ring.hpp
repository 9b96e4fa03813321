#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "adapters/crypto/key_set.hpp"
#include "adapters/crypto/sealer.hpp"
#include "adapters/crypto/snapshot.hpp"
#include "domain/jwk_set.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/key_ring.hpp"
#include "ports/outbound/published_keys.hpp"

namespace chancery::crypto {

/// Holds the opened keys for TokenSigner, RefreshTokenMint and ClientSecretDigester. Thread-safe;
/// reading never waits for `replace`.
class KeyRing final : public outbound::KeyRing, public outbound::PublishedKeys {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// How a key is looked for that is not at hand.
  struct Search {
    /// The stored keys as they are now; may throw Unavailable. Empty: nothing is looked for.
    std::function<std::vector<outbound::StoredKey>()> read{};
    /// How long after a look its result counts: who sends ids that nobody knows costs the database
    /// no more than this many reads.
    std::chrono::milliseconds pause{50};
    std::function<TimePoint()> now = [] { return std::chrono::steady_clock::now(); };
  };

  KeyRing(const Sealer& sealer, const outbound::Clock& clock, const KeyPolicy& policy)
      : KeyRing(sealer, clock, policy, Search{}) {}
  KeyRing(const Sealer& sealer, const outbound::Clock& clock, const KeyPolicy& policy,
          Search search);

  /// Called about twice a second: with the same keys as before it only looks whether one of them
  /// has left the published set since.
  void replace(const std::vector<outbound::StoredKey>& keys) override;

  [[nodiscard]] bool complete() const override;
  [[nodiscard]] std::shared_ptr<const JwkSet> published() const override;

  /// The latest set. The reference is good until this thread next asks a KeyRing.
  [[nodiscard]] const KeySet& keys() const { return keys_.read(); }

  /// The key of that id, whatever its use and state; null when there is none. One that is not at
  /// hand may have been made by another node a moment ago, so it is looked for where keys are
  /// stored. Throws Unavailable when that cannot be done: whether there is such a key is not known
  /// then. Good as long as `keys()` is.
  [[nodiscard]] const OpenedKey* find(std::string_view id);

 private:
  [[nodiscard]] KeySet open(const std::vector<outbound::StoredKey>& keys) const;
  void look_again();

  const Sealer& sealer_;
  const outbound::Clock& clock_;
  KeyPolicy policy_;
  std::mutex replacing_;
  std::vector<outbound::StoredKey> stored_;  ///< what `keys_` was opened from; under `replacing_`
  Snapshot<KeySet> keys_;
  Snapshot<std::shared_ptr<const JwkSet>> published_;

  const Search search_;
  std::mutex looking_;
  TimePoint look_next_at_{};  ///< under `looking_`
  bool look_failed_ = false;  ///< under `looking_`
};

}  // namespace chancery::crypto
