#pragma once

#include <chrono>
#include <string>

#include "adapters/sql/database.hpp"
#include "adapters/sql/postgresql/session.hpp"
#include "adapters/sql/postgresql/shared_trips.hpp"
#include "adapters/sql/postgresql/url.hpp"
#include "adapters/sql/session_pool.hpp"

namespace chancery::sql::postgresql {

/// A PostgreSQL database. Connects when it is first asked. Nothing is asked twice, unless the
/// server said that it did nothing: for a conflict with another transaction, a few times more;
/// because it only reads, as a server does that was replaced, once more and on another connection.
/// When a connection turns out to lead nowhere, all that are as old are given up.
class Database final : public sql::Database {
 public:
  /// Throws std::invalid_argument for a URL that libpq cannot read.
  Database(const std::string& url, const Options& options);

  [[nodiscard]] Engine engine() const override { return Engine::postgresql; }
  Rows query(const Statement& statement, Parameters parameters) override;
  std::int64_t execute(const Statement& statement, Parameters parameters) override;
  Rows query_shared(std::string_view key, const Statement& statement,
                    Parameters parameters) override;
  std::int64_t execute_shared(std::string_view key, const Statement& statement,
                              Parameters parameters) override;
  std::int64_t execute_relaxed(std::string_view key, const Statement& statement,
                               Parameters parameters) override;
  bool transact(const std::function<bool(sql::Session&)>& work) override;
  [[nodiscard]] bool ping() noexcept override;
  [[nodiscard]] PoolUse pool_use() const override { return sessions_.use(); }

 private:
  /// The time that it may take runs from `began`.
  template <class Work>
  auto ask(Session::Access access, const Work& work,
           Session::TimePoint began = std::chrono::steady_clock::now());
  [[nodiscard]] SharedTrips::Run writing(bool durable);
  template <class Work>
  auto ask_once(Session::Access access, const Work& work, Session::TimePoint answer_by);

  Url url_;
  std::chrono::milliseconds call_time_;
  std::size_t session_count_;
  SessionPool<Session> sessions_;
  SharedTrips reads_;
  SharedTrips writes_;
  SharedTrips relaxed_writes_;
};

}  // namespace chancery::sql::postgresql
