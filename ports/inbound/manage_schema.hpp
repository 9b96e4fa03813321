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

/// A table that is there already, and the lock that a statement holds on it until its step is done,
/// in PostgreSQL's words: `ACCESS EXCLUSIVE`.
struct TableLock {
  std::string table;
  std::string mode;

  bool operator==(const TableLock&) const = default;
};

/// A statement that is to run.
struct PlannedStatement {
  /// With its `;` and the comments before it.
  std::string sql;
  /// Empty where the database has no such locks; nothing where they are not known.
  std::optional<std::vector<TableLock>> locks{};

  bool operator==(const PlannedStatement&) const = default;
};

/// A step that is to be applied, in one transaction.
struct PlannedStep {
  int version;
  std::string name;
  /// Whether nodes that know all steps but this one go on serving.
  bool compatible;
  std::vector<PlannedStatement> statements;

  bool operator==(const PlannedStep&) const = default;
};

/// The database schema, as an administrator looks after it. May throw Unavailable.
class ManageSchema {
 public:
  virtual ~ManageSchema() = default;

  /// Every step that the program knows, and every one that is applied, in order.
  [[nodiscard]] virtual std::vector<Migration> status() = 0;

  /// Applies what is missing and returns it, in order; empty when nothing was. Two programs that do
  /// so at once apply each step once.
  virtual std::vector<Migration> up() = 0;

  /// What up() would run now; empty when nothing is missing. Changes nothing.
  [[nodiscard]] virtual std::vector<PlannedStep> plan() = 0;
};

}  // namespace chancery::inbound
