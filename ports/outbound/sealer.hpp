#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/secret.hpp"

namespace chancery::outbound {

/// Where in the database a sealed text stands. It opens there and nowhere else, so nobody who can
/// write to the database can move one. Table and column hold no `/`.
struct SealedPlace {
  std::string_view table;
  std::string_view row;
  std::string_view column;
};

/// Secrets at rest, sealed under the master key. Thread-safe.
class Sealer {
 public:
  virtual ~Sealer() = default;

  /// Text that says nothing of the secret to who reads the database. Throws Unavailable without
  /// entropy.
  [[nodiscard]] virtual std::string seal(const Secret& secret, const SealedPlace& place) = 0;

  /// What was sealed there; nothing if a single bit differs, if it was sealed for another place, or
  /// if none of the master keys sealed it.
  [[nodiscard]] virtual std::optional<Secret> open(std::string_view sealed,
                                                   const SealedPlace& place) const = 0;
};

}  // namespace chancery::outbound
