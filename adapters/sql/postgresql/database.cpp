#include "adapters/sql/postgresql/database.hpp"

#include "adapters/sql/postgresql/errors.hpp"

namespace chancery::sql::postgresql {
namespace {

constexpr std::size_t default_sessions = 16;
constexpr int attempts_at_conflict = 4;

/// Calls `work` again when the server undid it because of a concurrent transaction.
template <class Work>
auto again_at_conflict(Work work) {
  for (int attempt = 1;; ++attempt) {
    try {
      return work();
    } catch (const Conflict&) {
      if (attempt == attempts_at_conflict) throw;
    }
  }
}

bool run_in_transaction(Session& session, const std::function<bool(sql::Session&)>& work) {
  try {
    session.begin();
    const bool keep = work(session);
    if (keep) {
      session.commit();
    } else {
      session.roll_back();
    }
    return keep;
  } catch (...) {
    session.roll_back();
    throw;
  }
}

}  // namespace

Database::Database(const std::string& url, const Options& options)
    : url_(url),
      sessions_(
          {options.sessions ? options.sessions : default_sessions, options.session_wait},
          [this, settings = Session::Settings{options.prepared_statements, options.answer_wait}] {
            return std::make_unique<Session>(url_, settings);
          }) {}

Rows Database::query(const Statement& statement, Parameters parameters) {
  try {
    return sessions_.borrow()->query(statement, parameters);
  } catch (const ConnectionLost&) {
    return sessions_.borrow()->query(statement, parameters);
  }
}

std::int64_t Database::execute(const Statement& statement, Parameters parameters) {
  const auto session = sessions_.borrow();
  return again_at_conflict([&] { return session->execute(statement, parameters); });
}

bool Database::transact(const std::function<bool(sql::Session&)>& work) {
  const auto session = sessions_.borrow();
  return again_at_conflict([&] { return run_in_transaction(*session, work); });
}

bool Database::ping() noexcept {
  static constexpr Statement anything("SELECT 1");
  try {
    return !query(anything, {}).empty();
  } catch (...) {
    return false;
  }
}

}  // namespace chancery::sql::postgresql
