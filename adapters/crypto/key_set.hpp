#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/crypto/signing_key.hpp"
#include "domain/jwk_set.hpp"
#include "domain/key_schedule.hpp"
#include "domain/secret.hpp"

namespace chancery::crypto {

/// A key of the database, opened. Its kind follows from its use: a SigningKey, or the bytes of an
/// HMAC key.
struct OpenedKey {
  KeyRecord record;
  std::variant<SigningKey, Secret> material;
  /// The JOSE header of the access tokens it signs, in base64url; empty unless it signs.
  std::string access_token_header{};

  [[nodiscard]] const SigningKey* signing() const { return std::get_if<SigningKey>(&material); }
  [[nodiscard]] const Secret* symmetric() const { return std::get_if<Secret>(&material); }
};

/// The keys at hand at one time, a dozen at most. Immutable.
class KeySet {
 public:
  KeySet() = default;
  explicit KeySet(std::vector<OpenedKey> keys) : keys_(std::move(keys)) {}

  /// The key of that id, whatever its use and state; null when there is none.
  [[nodiscard]] const OpenedKey* find(std::string_view id) const;

  /// The key of that id and use, whatever its state; null when there is none.
  [[nodiscard]] const OpenedKey* find(std::string_view id, KeyUse use) const;

  /// The active key of that use; null when there is none.
  [[nodiscard]] const OpenedKey* active(KeyUse use) const;

  /// Like `active`, but throws Unavailable when there is none.
  [[nodiscard]] const OpenedKey& need_active(KeyUse use) const;

  /// The key of that use that waits to become active; null when there is none.
  [[nodiscard]] const OpenedKey* next(KeyUse use) const;

  /// The public halves of those that `policy` has published at `now`.
  [[nodiscard]] JwkSet published(const KeyPolicy& policy, Instant now) const;

 private:
  [[nodiscard]] const OpenedKey* find(KeyUse use, KeyState state) const;

  std::vector<OpenedKey> keys_;
};

}  // namespace chancery::crypto
