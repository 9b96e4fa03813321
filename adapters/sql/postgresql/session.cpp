#include "adapters/sql/postgresql/session.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <stdexcept>

#include "adapters/sql/postgresql/arguments.hpp"
#include "adapters/sql/postgresql/errors.hpp"

namespace chancery::sql::postgresql {
namespace {

using std::chrono::steady_clock;

/// Connections are replaced now and then, so that nodes spread again after a failover.
constexpr std::chrono::minutes maximum_age{30};

// A commit that is answered is durable, however the cluster is configured. Only the value that
// breaks that is replaced: with a standby there are several that do not.
constexpr const char* session_settings =
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off';"
    " SET statement_timeout = '2s'; SET lock_timeout = '1s';"
    " SET idle_in_transaction_session_timeout = '5s';"
    " SET default_transaction_isolation = 'read committed'";

/// What stands before `dbname` is a default that the URL may replace, what stands after it is not.
PGconn* connect(const std::string& url) {
  const char* const keywords[] = {"connect_timeout",  "tcp_user_timeout",
                                  "keepalives_idle",  "keepalives_interval",
                                  "keepalives_count", "target_session_attrs",
                                  "application_name", "dbname",
                                  "client_encoding",  nullptr};
  const char* const values[] = {"2",          "3000",     "2",         "1",    "3",
                                "read-write", "chancery", url.c_str(), "UTF8", nullptr};
  constexpr int expand_url = 1;
  return PQconnectdbParams(keywords, values, expand_url);
}

Row::Value value_of(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column)) return {};
  const std::string_view text(PQgetvalue(result, row, column),
                              static_cast<std::size_t>(PQgetlength(result, row, column)));
  constexpr Oid int8 = 20, int2 = 21, int4 = 23;
  const auto type = PQftype(result, column);
  if (type != int8 && type != int4 && type != int2) return std::string(text);
  std::int64_t integer = 0;
  std::from_chars(text.data(), text.data() + text.size(), integer);
  return integer;
}

bool is_success(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

}  // namespace

void Session::Clear::operator()(pg_result* result) const { PQclear(result); }
void Session::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }

Session::Session(const Url& url, const Settings& settings)
    : settings_(settings), connection_(connect(url.text())), opened_at_(steady_clock::now()) {
  auto* const connection = connection_.get();
  if (PQstatus(connection) != CONNECTION_OK) {
    throw Unavailable("postgresql: " + url.redacted(PQerrorMessage(connection)));
  }
  PQsetNoticeReceiver(connection, [](void*, const PGresult*) {}, nullptr);
  run(session_settings, deadline());
}

Session::~Session() = default;

Rows Session::query(const Statement& statement, Parameters parameters) {
  const auto result = run(statement, parameters);
  Rows rows;
  const int columns = PQnfields(result.get());
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    std::vector<Row::Value> values;
    values.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) values.push_back(value_of(result.get(), row, i));
    rows.emplace_back(std::move(values));
  }
  return rows;
}

std::int64_t Session::execute(const Statement& statement, Parameters parameters) {
  const auto result = run(statement, parameters);
  const std::string_view affected = PQcmdTuples(result.get());
  std::int64_t count = 0;
  std::from_chars(affected.data(), affected.data() + affected.size(), count);
  return count;
}

// A migration may take as long as it takes.
void Session::run_script(std::string_view script) {
  run(std::string(script).c_str(), std::nullopt);
}

void Session::begin() { run("BEGIN", deadline()); }

void Session::commit() {
  const auto result = run("COMMIT", deadline());
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    throw Unavailable("postgresql: the transaction was rolled back");
  }
}

void Session::roll_back() noexcept {
  if (!sound_ || PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return;
  try {
    run("ROLLBACK", deadline());
  } catch (...) {
    sound_ = false;
  }
}

bool Session::reusable() noexcept {
  auto* const connection = connection_.get();
  if (!sound_ || steady_clock::now() - opened_at_ > maximum_age) return false;
  // A server that hangs up says so: there is something to read where nothing was asked.
  pollfd socket{.fd = PQsocket(connection), .events = POLLIN, .revents = 0};
  if (::poll(&socket, 1, 0) != 0) return false;
  return PQstatus(connection) == CONNECTION_OK && PQtransactionStatus(connection) == PQTRANS_IDLE;
}

Session::Result Session::run(const Statement& statement, Parameters parameters) {
  if (parameters.size() != statement.parameters())
    throw std::logic_error("sql: parameters missing");
  const Arguments arguments(parameters);
  constexpr int text_rows = 0;
  if (settings_.prepared_statements) {
    sent(PQsendQueryPrepared(connection_.get(), prepared(statement).c_str(), arguments.count(),
                             arguments.values(), arguments.lengths(), arguments.formats(),
                             text_rows));
  } else {
    sent(PQsendQueryParams(connection_.get(), statement.text().data(), arguments.count(), nullptr,
                           arguments.values(), arguments.lengths(), arguments.formats(),
                           text_rows));
  }
  return answer(deadline());
}

Session::Result Session::run(const char* text, Deadline deadline) {
  sent(PQsendQuery(connection_.get(), text));
  return answer(deadline);
}

const std::string& Session::prepared(const Statement& statement) {
  const auto* const text = statement.text().data();
  if (const auto found = prepared_.find(text); found != prepared_.end()) return found->second;
  auto name = "c" + std::to_string(prepared_.size());
  sent(PQsendPrepare(connection_.get(), name.c_str(), text, 0, nullptr));
  answer(deadline());
  return prepared_.emplace(text, std::move(name)).first->second;
}

void Session::sent(int ok) {
  if (ok == 1) return;
  sound_ = false;
  throw ConnectionLost("postgresql: the connection is broken");
}

/// The last answer of those that the server gives, or the error among them.
Session::Result Session::answer(Deadline deadline) {
  Result last;
  while (true) {
    while (PQisBusy(connection_.get())) {
      wait_until_readable(deadline);
      sent(PQconsumeInput(connection_.get()));
    }
    Result next(PQgetResult(connection_.get()));
    if (!next) break;
    if (!last || is_success(last.get())) last = std::move(next);
  }
  if (last && is_success(last.get())) return last;
  sound_ = sound_ && leaves_session_usable(sqlstate_of(last.get()));
  throw_error(last.get());
}

void Session::wait_until_readable(Deadline deadline) {
  using std::chrono::milliseconds;
  pollfd socket{.fd = PQsocket(connection_.get()), .events = POLLIN, .revents = 0};
  while (true) {
    int timeout = -1;
    if (deadline) {
      const auto left = std::chrono::ceil<milliseconds>(*deadline - steady_clock::now());
      timeout = static_cast<int>(std::max(left, milliseconds(0)).count());
    }
    const int ready = ::poll(&socket, 1, timeout);
    if (ready > 0) return;
    if (ready < 0 && errno == EINTR) continue;
    sound_ = false;
    throw Unavailable("postgresql: no answer in time");
  }
}

Session::Deadline Session::deadline() const { return steady_clock::now() + settings_.answer_wait; }

}  // namespace chancery::sql::postgresql
