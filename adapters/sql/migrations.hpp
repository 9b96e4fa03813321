#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/sql/migration_locks.hpp"
#include "domain/time.hpp"

namespace chancery::sql {

class Database;

/// One step of the schema, compiled in from `migrations/NNNN_name.sql`.
struct Migration {
  std::int64_t version;  ///< 1, 2, 3 …
  std::string_view name;
  std::string_view checksum;  ///< SHA-256 of the file, hex
  std::string_view script;
  /// Whether a program that knows all steps but this one serves with it: what the file says in its
  /// first line. Recorded in the database, for that program to read.
  bool compatible = false;
};

/// The steps this program knows, in order.
std::span<const Migration> known_migrations();

/// The step that a schema must have reached for this program to serve. Statements may use nothing
/// that later steps bring, until a release raises this number; nothing of what is done for a
/// request looks at which steps there are.
inline constexpr std::int64_t needed_step = 8;

/// The database's schema is not one that this program can take further.
class SchemaMismatch final : public std::runtime_error {
 public:
  SchemaMismatch(const std::string& what, std::string hint)
      : std::runtime_error(what), hint_(std::move(hint)) {}

  /// What the operator can do about it.
  [[nodiscard]] const std::string& hint() const { return hint_; }

 private:
  std::string hint_;
};

/// A step that is not applied yet.
struct PlannedStep {
  struct Statement {
    std::string text;
    /// On PostgreSQL; nothing where it is not known.
    std::optional<std::vector<TableLock>> locks;
  };

  std::int64_t version;
  std::string_view name;
  bool compatible;
  std::vector<Statement> statements;
};

/// Brings a database's schema up to date. Every method throws Unavailable when the database is
/// broken, and SchemaMismatch when an applied step was another one when it was applied, or is
/// unknown here: the database is newer than the program. One unknown step is put up with if it is
/// marked compatible, so that nodes serve on while a newer release takes their places.
class Migrations {
 public:
  struct Applied {
    std::int64_t version;
    std::string name;
    Instant applied_at;
  };

  explicit Migrations(Database& database, std::span<const Migration> known = known_migrations())
      : database_(database), known_(known) {}

  /// Throws SchemaMismatch unless steps up to `needed` are applied.
  void must_serve(std::int64_t needed = needed_step);

  /// What is applied, in order; empty for a new database.
  [[nodiscard]] std::vector<Applied> status();

  /// What is not applied yet, in order.
  [[nodiscard]] std::vector<Migration> pending();

  /// Applies what is pending, each step in a transaction of its own; steps that another node
  /// applies meanwhile are left to it. Gives back how many this call applied.
  std::size_t up(Instant now);

  /// The statements that `up` would run then; empty when nothing is pending.
  [[nodiscard]] std::vector<PlannedStep> plan(Instant now);

 private:
  Database& database_;
  std::span<const Migration> known_;
};

}  // namespace chancery::sql
