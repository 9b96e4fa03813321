#pragma once

#include "adapters/crypto/key_ring.hpp"
#include "ports/outbound/refresh_token_mint.hpp"

namespace chancery::crypto {

/// Tags, reads and derives refresh tokens under the keys of a ring. Thread-safe.
class RefreshTokenMint final : public outbound::RefreshTokenMint {
 public:
  explicit RefreshTokenMint(KeyRing& ring) : ring_(ring) {}

  /// The family is 22 characters of base64url, the secret 32 bytes; anything else is the
  /// programmer's error.
  [[nodiscard]] Secret write(const FamilyId& family, std::uint32_t generation,
                             const Secret& secret) override;
  [[nodiscard]] std::optional<RefreshTokenBody> read(std::string_view token) override;

  /// Throws Unavailable if the seed is not one: the store is broken.
  [[nodiscard]] Secret successor(const Secret& presented, const std::string& seed) const override;
  [[nodiscard]] TokenDigest digest(const Secret& secret) const override;

 private:
  KeyRing& ring_;
};

}  // namespace chancery::crypto
