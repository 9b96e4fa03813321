#pragma once

#include <memory>
#include <mutex>
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
  KeyRing(const Sealer& sealer, const outbound::Clock& clock, const KeyPolicy& policy);

  /// Called about twice a second: with the same keys as before it only looks whether one of them
  /// has left the published set since.
  void replace(const std::vector<outbound::StoredKey>& keys) override;

  [[nodiscard]] bool complete() const override;
  [[nodiscard]] std::shared_ptr<const JwkSet> published() const override;

  /// The latest set. The reference is good until this thread next asks a KeyRing.
  [[nodiscard]] const KeySet& keys() const { return keys_.read(); }

 private:
  [[nodiscard]] KeySet open(const std::vector<outbound::StoredKey>& keys) const;

  const Sealer& sealer_;
  const outbound::Clock& clock_;
  KeyPolicy policy_;
  std::mutex replacing_;
  std::vector<outbound::StoredKey> stored_;  ///< what `keys_` was opened from; under `replacing_`
  Snapshot<KeySet> keys_;
  Snapshot<std::shared_ptr<const JwkSet>> published_;
};

}  // namespace chancery::crypto
