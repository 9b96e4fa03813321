#pragma once

#include <chrono>
#include <cstddef>

#include "adapters/crypto/hash_places.hpp"
#include "adapters/crypto/peppers.hpp"
#include "domain/phc_string.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/password_hasher.hpp"

namespace chancery::crypto {

/// libsodium's argon2id, p = 1. Each running hash holds the memory of its cost and gives it back to
/// the system. Thread-safe. The constructor hashes nothing.
class PasswordHasher final : public outbound::PasswordHasher {
 public:
  struct Limits {
    std::size_t threads;              ///< hashes at a time, at least 1
    std::chrono::milliseconds queue;  ///< how long one waits for its turn at most
    /// Of new hashes. These are OWASP's password storage figures. One lane.
    Argon2Cost cost{.memory = 19456, .passes = 2, .lanes = 1};
  };

  /// Throws Unavailable without entropy, of which it draws the decoy.
  PasswordHasher(Limits limits, outbound::Entropy& entropy, Peppers peppers = {});

  /// Also throws Unavailable when memory is out.
  [[nodiscard]] PasswordHash hash(const Secret& password) override;

  /// Also throws Unavailable when memory is out. A hash that asks for more than 1 GiB, 10 passes or
  /// one lane matches nothing. One whose pepper is not at hand matches nothing either, after the
  /// work of one that is.
  [[nodiscard]] bool verify(const Secret& password, const PasswordHash& hash) override;

  [[nodiscard]] bool is_current(const PasswordHash& hash) const override;

  [[nodiscard]] const PasswordHash& decoy() const override { return decoy_; }

  [[nodiscard]] HashPlaces::Load load() const { return places_.load(); }

 private:
  [[nodiscard]] bool matches(const Secret& text, std::string_view phc);

  HashPlaces places_;
  Argon2Cost cost_;
  Peppers peppers_;
  PasswordHash decoy_;
};

}  // namespace chancery::crypto
