#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/strong.hpp"
#include "domain/time.hpp"

namespace chancery {

/// One enrolled factor of one user; random, never reused.
using FactorId = Strong<struct FactorIdTag>;

/// What a user can have beside a password.
enum class FactorKind {
  totp,     ///< an authenticator app
  passkey,  ///< a WebAuthn credential: a security key, or a passkey
};

constexpr std::string_view name(FactorKind kind) {
  switch (kind) {
    case FactorKind::totp: return "totp";
    case FactorKind::passkey: return "passkey";
  }
  std::unreachable();
}

/// A factor as its user sees it.
struct Factor {
  FactorId id;
  FactorKind kind;
  /// What its user calls it.
  std::string name;
  Instant created_at{};
  std::optional<Instant> last_used_at{};

  bool operator==(const Factor&) const = default;
};

/// What of a user there is to prove with.
struct EnrolledFactors {
  bool totp = false;
  std::size_t passkeys = 0;
  std::size_t recovery_codes = 0;

  /// Whether a password alone is not enough. Recovery codes are a way back, and no factor of their
  /// own.
  [[nodiscard]] bool any() const { return totp || passkeys > 0; }
  bool operator==(const EnrolledFactors&) const = default;
};

/// How many passkeys a user may have.
inline constexpr std::size_t max_passkeys = 20;
/// Bytes.
inline constexpr std::size_t max_factor_name = 64;

/// Whether a factor may be called so: 1 to 64 bytes of UTF-8 without control characters.
bool is_factor_name(std::string_view text);

}  // namespace chancery
