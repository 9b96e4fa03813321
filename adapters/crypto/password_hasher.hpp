#pragma once

#include <chrono>
#include <cstddef>

#include "adapters/crypto/hash_places.hpp"
#include "adapters/crypto/peppers.hpp"
#include "domain/password_hash_format.hpp"
#include "ports/outbound/entropy.hpp"
#include "ports/outbound/password_hasher.hpp"

namespace chancery::crypto {

/// libsodium's argon2id, p = 1, and for accounts from elsewhere what they bring. Each thread that
/// hashes holds the memory of a hash. Thread-safe. The constructor hashes nothing.
class PasswordHasher final : public outbound::PasswordHasher {
 public:
  struct Limits {
    std::size_t threads;              ///< hashes at a time, at least 1
    std::chrono::milliseconds queue;  ///< how long one waits for its turn at most
    /// Of new hashes. These are OWASP's password storage figures. One lane.
    Argon2Cost cost{.memory = 19456, .passes = 2, .lanes = 1};
    /// So long after its last hash, a thread gives its memory back to the system.
    std::chrono::milliseconds idle_time{1000};
  };

  /// Throws Unavailable without entropy, of which it draws the decoy.
  PasswordHasher(Limits limits, outbound::Entropy& entropy, Peppers peppers = {});

  /// Also throws Unavailable when memory is out.
  [[nodiscard]] PasswordHash hash(const Secret& password) override;

  /// Also throws Unavailable when memory is out. Every format of domain/password_hash_format.hpp; a
  /// hash beyond the bounds there matches nothing. One whose pepper is not at hand matches nothing
  /// either, after the work of one that is.
  ///
  /// Other systems hashed a password's bytes as they came, so these do not go by its normal form.
  /// An argon2 text does not say who made it: either will do. When a hash from elsewhere does not
  /// match, the work of a current one is done as well, lest a quick answer tell that it is one.
  [[nodiscard]] bool verify(const Secret& password, const PasswordHash& hash) override;

  [[nodiscard]] bool is_current(const PasswordHash& hash) const override;

  [[nodiscard]] const PasswordHash& decoy() const override { return decoy_; }

  [[nodiscard]] HashPlaces::Load load() const { return places_.load(); }

 private:
  /// A password as it came, and its normal form.
  struct Typed {
    const Secret& password;
    const Secret& normal;
  };

  [[nodiscard]] bool matches(const Typed& typed, const PepperedHash& stored,
                             const PasswordHashFields& fields) const;
  [[nodiscard]] bool verify_peppered(const Secret& normal, std::string_view pepper_id,
                                     const PasswordHashFields& fields, std::string_view phc) const;
  [[nodiscard]] bool verify_imported(const Secret& password, const PasswordHashFields& fields,
                                     std::string_view encoded) const;

  HashPlaces places_;
  Argon2Cost cost_;
  Peppers peppers_;
  PasswordHash decoy_;
};

}  // namespace chancery::crypto
