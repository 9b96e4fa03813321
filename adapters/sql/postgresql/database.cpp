#include "adapters/sql/postgresql/database.hpp"

#include <algorithm>
#include <thread>

#include "adapters/sql/postgresql/chance.hpp"
#include "adapters/sql/postgresql/errors.hpp"

namespace chancery::sql::postgresql {
namespace {

using Access = Session::Access;

constexpr std::size_t default_sessions = 16;
constexpr std::size_t reading_trips = 2;
constexpr std::size_t writing_trips = 2;
constexpr std::size_t relaxed_trips = 1;
constexpr int attempts_at_conflict = 4;
constexpr std::chrono::milliseconds conflict_pause{5};

/// Of those who met, each comes back at another time.
void pause_after_conflict(int attempt) {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  std::this_thread::sleep_for(Milliseconds(conflict_pause) * attempt * chance());
}

/// Calls `work` again when the server undid it because of a concurrent transaction.
template <class Work>
auto again_at_conflict(const Work& work) {
  for (int attempt = 1;; ++attempt) {
    try {
      return work();
    } catch (const Conflict&) {
      if (attempt == attempts_at_conflict) throw;
    }
    pause_after_conflict(attempt);
  }
}

/// A write that ends in a commit, after which a lost connection leaves its outcome open.
template <class Write>
auto committing(const Write& write) {
  try {
    return write();
  } catch (const ConnectionLost& lost) {
    throw UnknownOutcome(lost.what());
  }
}

bool run_in_transaction(Session& session, const std::function<bool(sql::Session&)>& work) {
  try {
    session.begin();
    const bool keep = work(session);
    if (keep) {
      committing([&] { session.commit(); });
    } else {
      session.roll_back();
    }
    return keep;
  } catch (...) {
    session.roll_back();
    throw;
  }
}

/// The server commits without waiting for its disk, nor for a standby.
std::vector<SharedTrips::Answer> run_relaxed(Session& session, SharedTrips::Calls calls) {
  static constexpr Statement relax("SELECT set_config('synchronous_commit', 'off', true)");
  const SharedTrips::Call first{.key = {}, .statement = relax, .parameters = {}};
  calls.insert(calls.begin(), &first);
  auto answers = session.run_together(calls, Access::write);
  answers.erase(answers.begin());
  return answers;
}

Session::Settings settings_from(const Options& options) {
  return {.prepared_statements = options.prepared_statements,
          .call_time = options.call_time,
          .lifetime = options.session_lifetime,
          .trusted_idle = options.trusted_idle};
}

}  // namespace

template <class Work>
auto Database::ask(Session::Access access, const Work& work, Session::TimePoint began) {
  const auto answer_by = began + call_time_;
  // What is given up in the middle costs a connection.
  if (answer_by - std::chrono::steady_clock::now() < call_time_ / 10) {
    throw Unavailable("postgresql: no time is left to ask");
  }
  try {
    return ask_once(access, work, answer_by);
  } catch (const ReadOnlyServer&) {
    return ask_once(access, work, answer_by);
  }
}

template <class Work>
auto Database::ask_once(Session::Access access, const Work& work, Session::TimePoint answer_by) {
  // Commits that wait for a standby that is away leave some sessions for those who only read, and
  // the server never has more than twice as many of ours as it was told.
  const auto most_overdue = access == Session::Access::read ? session_count_ : session_count_ / 2;
  auto session = sessions_.borrow(std::max<std::size_t>(most_overdue, 1));
  session->expect_answers_by(answer_by);
  try {
    return work(*session);
  } catch (...) {
    if (session->leads_nowhere()) session.distrust();
    throw;
  }
}

Database::Database(const std::string& url, const Options& options)
    : url_(url),
      call_time_(options.call_time),
      session_count_(options.sessions ? options.sessions : default_sessions),
      sessions_({session_count_, options.session_wait},
                [this, settings = settings_from(options)] {
                  return std::make_unique<Session>(url_, settings);
                }),
      reads_(reading_trips,
             [this](const SharedTrips::Calls& calls, Session::TimePoint began) {
               return ask(
                   Access::read,
                   [&](Session& session) { return session.run_together(calls, Access::read); },
                   began);
             }),
      writes_(writing_trips, writing(true)),
      relaxed_writes_(relaxed_trips, writing(false)) {}

SharedTrips::Run Database::writing(bool durable) {
  return [this, durable](const SharedTrips::Calls& calls, Session::TimePoint began) {
    const auto write = [&](Session& session) {
      return committing([&] {
        return durable ? session.run_together(calls, Access::write) : run_relaxed(session, calls);
      });
    };
    return ask(
        Access::write,
        [&](Session& session) { return again_at_conflict([&] { return write(session); }); }, began);
  };
}

Rows Database::query(const Statement& statement, Parameters parameters) {
  return ask(Access::read, [&](Session& session) { return session.query(statement, parameters); });
}

std::int64_t Database::execute(const Statement& statement, Parameters parameters) {
  return ask(Access::write, [&](Session& session) {
    return again_at_conflict(
        [&] { return committing([&] { return session.execute(statement, parameters); }); });
  });
}

Rows Database::query_shared(std::string_view key, const Statement& statement,
                            Parameters parameters) {
  auto answer = reads_.ask({key, statement, parameters});
  return answer ? std::move(answer->rows) : query(statement, parameters);
}

std::int64_t Database::execute_shared(std::string_view key, const Statement& statement,
                                      Parameters parameters) {
  const auto answer = writes_.ask({key, statement, parameters});
  return answer ? answer->affected : execute(statement, parameters);
}

std::int64_t Database::execute_relaxed(std::string_view key, const Statement& statement,
                                       Parameters parameters) {
  const auto answer = relaxed_writes_.ask({key, statement, parameters});
  return answer ? answer->affected : execute(statement, parameters);
}

bool Database::transact(const std::function<bool(sql::Session&)>& work) {
  return ask(Access::write, [&](Session& session) {
    return again_at_conflict([&] { return run_in_transaction(session, work); });
  });
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
