#pragma once

#include <cstdint>
#include <vector>

#include "domain/password_hash_format.hpp"

namespace chancery::outbound {

struct PasswordCount {
  PasswordAlgorithm algorithm;
  std::uint64_t accounts;

  bool operator==(const PasswordCount&) const = default;
};

/// Which algorithms the accounts' passwords are hashed with. Thread-safe; may throw Unavailable.
class PasswordCensus {
 public:
  virtual ~PasswordCensus() = default;

  /// Each algorithm that some account has, once, in the order of the enumeration; a hash of no
  /// known format is not counted. Takes longer than a request may: up to a second for a million
  /// accounts.
  [[nodiscard]] virtual std::vector<PasswordCount> count() = 0;
};

}  // namespace chancery::outbound
