#pragma once

#include <cstdint>
#include <string_view>

#include "adapters/sql/parameter.hpp"
#include "adapters/sql/row.hpp"
#include "adapters/sql/statement.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {

/// A statement would have broken a unique index or primary key. Whoever expects it catches it; to
/// anybody else it is a database that does not do as it should.
class UniqueViolation final : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

/// The connection was lost while a write was committed: it was done or it was not, or is about to
/// be. Whoever can tell by looking at the records does so; see `read_back.hpp`.
class UnknownOutcome final : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

/// One connection to the database, used by one thread at a time. Statements are prepared once and
/// kept. Every method may throw Unavailable; messages hold no values of parameters. After an
/// exception the transaction is lost: leave it.
class Session {
 public:
  virtual ~Session() = default;

  /// The rows of a SELECT.
  virtual Rows query(const Statement& statement, Parameters parameters) = 0;

  /// The number of rows that an INSERT, UPDATE or DELETE affected.
  virtual std::int64_t execute(const Statement& statement, Parameters parameters) = 0;

  /// Runs the statements of a migration. Never a text that came from outside.
  virtual void run_script(std::string_view script) = 0;
};

}  // namespace chancery::sql
