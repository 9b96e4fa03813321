#pragma once

#include <string>

#include "adapters/sql/database.hpp"
#include "adapters/sql/postgresql/session.hpp"
#include "adapters/sql/postgresql/url.hpp"
#include "adapters/sql/session_pool.hpp"

namespace chancery::sql::postgresql {

/// A PostgreSQL database. Connects when it is first asked. A read whose connection is lost is asked
/// once more on another; a write never is, unless the server said that it undid it.
class Database final : public sql::Database {
 public:
  /// Throws std::invalid_argument for a URL that libpq cannot read.
  Database(const std::string& url, const Options& options);

  [[nodiscard]] Engine engine() const override { return Engine::postgresql; }
  Rows query(const Statement& statement, Parameters parameters) override;
  std::int64_t execute(const Statement& statement, Parameters parameters) override;
  bool transact(const std::function<bool(sql::Session&)>& work) override;
  [[nodiscard]] bool ping() noexcept override;
  [[nodiscard]] PoolUse pool_use() const override { return sessions_.use(); }

 private:
  Url url_;
  SessionPool<Session> sessions_;
};

}  // namespace chancery::sql::postgresql
