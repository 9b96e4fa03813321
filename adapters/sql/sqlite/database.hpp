#pragma once

#include <string>

#include "adapters/sql/database.hpp"
#include "adapters/sql/session_pool.hpp"
#include "adapters/sql/sqlite/session.hpp"
#include "adapters/sql/sqlite/shared_commits.hpp"

namespace chancery::sql::sqlite {

/// A SQLite file: one session writes, some read. Readers see the last commit and wait for nobody.
class Database final : public sql::Database {
 public:
  /// Makes the file if there is none. Throws Unavailable if it cannot be opened.
  Database(const std::string& path, const Options& options);

  [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
  Rows query(const Statement& statement, Parameters parameters) override;
  std::int64_t execute(const Statement& statement, Parameters parameters) override;
  std::int64_t execute_relaxed(std::string_view key, const Statement& statement,
                               Parameters parameters) override;
  bool transact(const std::function<bool(sql::Session&)>& work) override;
  [[nodiscard]] bool ping() noexcept override;
  [[nodiscard]] PoolUse pool_use() const override { return readers_.use(); }

 private:
  std::int64_t execute(const Statement& statement, Parameters parameters, bool durable);

  std::string path_;
  SharedCommits writer_;
  SessionPool<Session> readers_;
};

}  // namespace chancery::sql::sqlite
