#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/time.hpp"

namespace chancery::inbound {

/// One step of the database schema.
struct Migration {
  /// Steps are applied in ascending order.
  int version;
  std::string name;
  /// Empty while it is missing.
  std::optional<Instant> applied_at{};

  bool operator==(const Migration&) const = default;
};

/// The database schema, as an administrator looks after it. May throw Unavailable.
class ManageSchema {
 public:
  virtual ~ManageSchema() = default;

  /// Every step the program knows, in order.
  [[nodiscard]] virtual std::vector<Migration> status() = 0;

  /// Applies what is missing and returns it, in order; empty when nothing was. Two programs that do
  /// so at once apply each step once.
  virtual std::vector<Migration> up() = 0;

  /// The SQL that up() would run now; empty when nothing is missing. Changes nothing.
  [[nodiscard]] virtual std::string plan() = 0;
};

}  // namespace chancery::inbound
