#pragma once

#include "domain/secret.hpp"
#include "domain/strong.hpp"

namespace chancery::outbound {

/// Slow hashes, a bounded number at a time. Passwords come as they were typed; what is hashed is
/// their normal form (domain/password_policy.hpp). Thread-safe. Hashing and verifying throw
/// Unavailable with the wait to advise when no place came free within the queue's deadline.
class PasswordHasher {
 public:
  virtual ~PasswordHasher() = default;

  /// argon2id (RFC 9106) with a random salt, in PHC string format, as the settings want it now. The
  /// password has a normal form.
  [[nodiscard]] virtual PasswordHash hash(const Secret& password) = 0;

  /// Whether `password` made `hash`. A hash that cannot be read matches nothing.
  [[nodiscard]] virtual bool verify(const Secret& password, const PasswordHash& hash) = 0;

  /// Whether `hash` would make one of this kind and cost now. What is not is replaced when its
  /// password is next at hand.
  [[nodiscard]] virtual bool is_current(const PasswordHash& hash) const = 0;

  /// A hash that no password made, which takes as long to verify as one that is current: for
  /// accounts that do not exist (ASVS 6.3.8).
  [[nodiscard]] virtual const PasswordHash& decoy() const = 0;
};

}  // namespace chancery::outbound
