#pragma once

#include <chrono>
#include <cstddef>

#include "adapters/crypto/hash_places.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/password_hasher.hpp"

namespace chancery::crypto {

/// libsodium's argon2id with m = 19456 KiB, t = 2, p = 1 (OWASP's password storage figures). Each
/// running hash holds 19 MiB and gives them back to the system. Thread-safe. The constructor hashes
/// nothing.
class PasswordHasher final : public outbound::PasswordHasher {
 public:
  struct Limits {
    std::size_t threads;              ///< hashes at a time, at least 1
    std::chrono::milliseconds queue;  ///< how long one waits for its turn at most
  };

  /// Throws Unavailable without entropy, of which it draws the decoy.
  PasswordHasher(Limits limits, outbound::Entropy& entropy);

  /// Also throws Unavailable when memory is out.
  [[nodiscard]] PasswordHash hash(const Secret& password) override;

  /// Also throws Unavailable when memory is out. A hash that asks for more than 1 GiB, 10 passes or
  /// one lane matches nothing.
  [[nodiscard]] bool verify(const Secret& password, const PasswordHash& hash) override;

  [[nodiscard]] const PasswordHash& decoy() const override { return decoy_; }

  [[nodiscard]] HashPlaces::Load load() const { return places_.load(); }

 private:
  HashPlaces places_;
  PasswordHash decoy_;
};

}  // namespace chancery::crypto
