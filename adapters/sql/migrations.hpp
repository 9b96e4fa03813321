#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/time.hpp"

namespace chancery::sql {

class Database;

/// One step of the schema, compiled in from `migrations/NNNN_name.sql`.
struct Migration {
  std::int64_t version;  ///< 1, 2, 3 …
  std::string_view name;
  std::string_view checksum;  ///< SHA-256 of the file, hex
  std::string_view script;
};

/// The steps this program knows, in order.
std::span<const Migration> known_migrations();

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

/// Brings a database's schema up to date. Every method throws Unavailable when the database is
/// broken, and SchemaMismatch when an applied step is unknown here (the database is newer than the
/// program) or was another one when it was applied.
class Migrations {
 public:
  struct Applied {
    std::int64_t version;
    std::string name;
    Instant applied_at;
  };

  explicit Migrations(Database& database, std::span<const Migration> known = known_migrations())
      : database_(database), known_(known) {}

  /// What is applied, in order; empty for a new database.
  [[nodiscard]] std::vector<Applied> status();

  /// What is not applied yet, in order.
  [[nodiscard]] std::vector<Migration> pending();

  /// Applies what is pending, each step in a transaction of its own; steps that another node
  /// applies meanwhile are left to it. Gives back how many this call applied.
  std::size_t up(Instant now);

  /// The SQL text that `up` would run; empty when nothing is pending.
  [[nodiscard]] std::string plan();

 private:
  Database& database_;
  std::span<const Migration> known_;
};

}  // namespace chancery::sql
