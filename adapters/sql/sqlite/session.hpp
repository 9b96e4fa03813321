#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "adapters/sql/session.hpp"

namespace chancery::sql::sqlite {

enum class Access {
  /// Refuses every change.
  read,
  /// Refuses every change outside a transaction, so that none is ever committed by itself.
  write,
};

/// A connection to a SQLite file: WAL, commits synchronised to the disk, foreign keys on.
/// Poco::Data opens and owns it; see docs/decisions/sql-sessions.md.
class Session final : public sql::Session {
 public:
  /// `path` is absolute. Throws Unavailable if the file cannot be opened.
  Session(const std::string& path, Access access, std::chrono::milliseconds busy_timeout);
  ~Session() override;

  Rows query(const Statement& statement, Parameters parameters) override;
  std::int64_t execute(const Statement& statement, Parameters parameters) override;
  void run_script(std::string_view script) override;

  /// Whether transactions are on the disk before they have ended, which is so in the beginning.
  /// Otherwise they get there with the next one that is. Not within a transaction.
  void synchronise(bool each);

  /// BEGIN, SAVEPOINT and their like.
  void control(const Statement& statement);

  /// Whether a transaction is open. SQLite ends one on its own when the disk is full or fails.
  [[nodiscard]] bool in_transaction() const;

  [[nodiscard]] bool may_be_kept() const { return true; }
  [[nodiscard]] bool reusable() const { return true; }

 private:
  void enter_wal(std::chrono::milliseconds patience);
  struct Connection;
  std::unique_ptr<Connection> connection_;
  Access access_;
  bool synchronises_ = true;
};

}  // namespace chancery::sql::sqlite
