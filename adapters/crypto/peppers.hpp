#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/crypto/key_text.hpp"
#include "domain/secret.hpp"

namespace chancery::crypto {

/// A key that goes into a password's hash and is kept apart from the hashes: who steals the
/// database alone has nothing to guess against (NIST SP 800-63B §3.1.1.2).
struct Pepper {
  /// 8 characters of base64url that tell of the key which one it is, and nothing else.
  std::string id;
  Secret key;
};

/// The peppers of an installation. An immutable value.
class Peppers {
 public:
  /// None at all.
  Peppers() = default;

  /// Reads `PASSWORD_PEPPER`: keys as key_text.hpp has them, commas between them. The first one is
  /// that of new hashes; an empty first one: new hashes have none.
  static std::expected<Peppers, KeyTextProblem> parse(const Secret& setting);

  /// That of new hashes; null if they have none.
  [[nodiscard]] const Pepper* first() const { return uses_first_ ? &peppers_.front() : nullptr; }
  /// Null if there is none of that id.
  [[nodiscard]] const Pepper* find(std::string_view id) const;

 private:
  std::vector<Pepper> peppers_;
  bool uses_first_ = false;
};

/// What is hashed slowly instead of the password: HMAC-SHA-256 under the pepper, 32 bytes.
Secret peppered(const Secret& password, const Pepper& pepper);

/// A stored hash and the pepper it was made with.
struct PepperedHash {
  /// Empty: none.
  std::string_view pepper;
  /// In PHC string format.
  std::string_view phc;

  bool operator==(const PepperedHash&) const = default;
};

/// `$peppered$ID$argon2id$…` taken apart; a text that does not begin so has no pepper. Pure.
PepperedHash read_peppered(std::string_view stored);

/// The text that `read_peppered` takes apart.
std::string write_peppered(const PepperedHash& hash);

}  // namespace chancery::crypto
