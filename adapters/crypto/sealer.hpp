#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/crypto/master_keys.hpp"
#include "domain/secret.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/sealer.hpp"

namespace chancery::crypto {

using outbound::SealedPlace;

/// Seals secrets at rest with AES-256-GCM (NIST SP 800-38D) under a master key, a fresh random
/// 96-bit nonce each time. Thread-safe.
///
/// The text is `s1.<hint>.<base64url of nonce ‖ ciphertext ‖ 128-bit tag>`. The hint names the
/// master key without telling anything of it: the first 48 bits of an HMAC under that key.
class Sealer final : public outbound::Sealer {
 public:
  Sealer(const MasterKeys& master_keys, outbound::Entropy& entropy);

  /// Under the first master key. Throws Unavailable without entropy.
  [[nodiscard]] std::string seal(const Secret& secret, const SealedPlace& place) override;

  /// What was sealed there; nothing if a single bit differs, if it was sealed for another place, or
  /// if none of the master keys sealed it.
  [[nodiscard]] std::optional<Secret> open(std::string_view sealed,
                                           const SealedPlace& place) const override;

 private:
  struct Key {
    std::string hint;
    Secret key;
  };

  std::vector<Key> keys_;
  outbound::Entropy& entropy_;
};

}  // namespace chancery::crypto
