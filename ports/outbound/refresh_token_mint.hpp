#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/refresh_token.hpp"
#include "domain/secret.hpp"
#include "domain/strong.hpp"

namespace chancery::outbound {

/// The cryptography of refresh tokens. Thread-safe. Secrets are 32 bytes, seeds 256 bits as
/// base64url.
class RefreshTokenMint {
 public:
  virtual ~RefreshTokenMint() = default;

  /// A token of this family and generation, tagged with the active tag key. Throws Unavailable when
  /// there is none.
  [[nodiscard]] virtual Secret write(const FamilyId& family, std::uint32_t generation,
                                     const Secret& secret) = 0;

  /// The body of a token whose tag one of our keys made, be it active or retiring; compared in
  /// constant time. Nothing for anything else, so that a forged one costs no query.
  [[nodiscard]] virtual std::optional<RefreshTokenBody> read(std::string_view token) = 0;

  /// The secret of the next generation: HMAC-SHA-256(presented secret, label ‖ seed).
  [[nodiscard]] virtual Secret successor(const Secret& presented,
                                         const std::string& seed) const = 0;

  /// What a store keeps instead of the secret.
  [[nodiscard]] virtual TokenDigest digest(const Secret& secret) const = 0;
};

}  // namespace chancery::outbound
