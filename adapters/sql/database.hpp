#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/sql/parameter.hpp"
#include "adapters/sql/pool_use.hpp"
#include "adapters/sql/row.hpp"
#include "adapters/sql/statement.hpp"

namespace chancery::sql {

class Session;

/// What the two engines do differently is behind this and `dialect.hpp`; nothing else asks.
enum class Engine { sqlite, postgresql };

struct Options {
  /// How many statements may run at once: SQLite's reading sessions, PostgreSQL's connections.
  /// 0: 4 and 16.
  std::size_t sessions = 0;
  /// How long a caller waits for a free session before it gets Unavailable.
  std::chrono::milliseconds session_wait{250};
  /// SQLite: how long to wait for another process that is writing.
  std::chrono::milliseconds busy_timeout{1000};
  /// PostgreSQL: how long a query, an execute or a transaction may take in all. The server's own
  /// timeouts end a statement earlier, unless the server itself hangs.
  std::chrono::milliseconds call_time{3000};
  /// PostgreSQL: how old a connection becomes at most.
  std::chrono::milliseconds session_lifetime = std::chrono::minutes(30);
  /// PostgreSQL: a connection that was idle for longer is asked first whether it is still there.
  std::chrono::milliseconds trusted_idle = std::chrono::seconds(30);
  /// PostgreSQL: whether statements are prepared once per connection and kept. If not, nothing at
  /// all is kept in a connection, as pgbouncer before 1.21 in transaction mode needs it.
  bool prepared_statements = true;
};

/// A database and the sessions to it. Thread-safe. Every method may throw Unavailable; when one
/// that writes does, it may have been done, or be done later. It is UnknownOutcome if the
/// connection was lost and it makes sense to look at once; it is Busy if nothing was done and the
/// database is well. A write that returned is durable, unless it is a relaxed one.
class Database {
 public:
  /// `sqlite:PATH` makes the file, readable by its owner only, if there is none; Unavailable if it
  /// cannot be opened. `postgresql://…` is as libpq reads it, and connects when first asked. Throws
  /// std::invalid_argument for any other URL; the message holds no part of it, since a URL may hold
  /// a password.
  static std::unique_ptr<Database> open(const std::string& url, const Options& options = {});

  virtual ~Database() = default;

  [[nodiscard]] virtual Engine engine() const = 0;

  /// One SELECT.
  virtual Rows query(const Statement& statement, Parameters parameters) = 0;

  /// One INSERT, UPDATE or DELETE, committed by itself: how many rows it affected.
  virtual std::int64_t execute(const Statement& statement, Parameters parameters) = 0;

  /// Like `query` and `execute`, for a statement that finds or changes the one record of that key:
  /// it may share its way to the server, and its commit, with others that are asked for at the same
  /// time.
  virtual Rows query_shared(std::string_view /*key*/, const Statement& statement,
                            Parameters parameters) {
    return query(statement, parameters);
  }
  virtual std::int64_t execute_shared(std::string_view /*key*/, const Statement& statement,
                                      Parameters parameters) {
    return execute(statement, parameters);
  }

  /// Like `execute_shared`, for what is worth less than waiting for the disk: once it returned it
  /// counts for everybody and outlives the program, but should the machine lose its power, what was
  /// written in the last moments may be lost. It is never lost alone: all that was written after it
  /// is lost too.
  virtual std::int64_t execute_relaxed(std::string_view key, const Statement& statement,
                                       Parameters parameters) {
    return execute_shared(key, statement, parameters);
  }

  /// Calls `work` inside a transaction; what it did is committed if it returns true, undone if it
  /// returns false or throws. Gives back what it returned. It may run on another thread, and more
  /// than once: it has no other effects than those on the session and on its own result.
  virtual bool transact(const std::function<bool(Session&)>& work) = 0;

  /// Whether the database answers. Takes as long as a query may, and a connect: a few seconds.
  [[nodiscard]] virtual bool ping() noexcept = 0;

  /// Of the sessions that read, on SQLite.
  [[nodiscard]] virtual PoolUse pool_use() const = 0;
};

}  // namespace chancery::sql
