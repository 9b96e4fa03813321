#include "adapters/sql/postgresql/session.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <stdexcept>

#include "adapters/sql/postgresql/arguments.hpp"
#include "adapters/sql/postgresql/chance.hpp"
#include "adapters/sql/postgresql/errors.hpp"

namespace chancery::sql::postgresql {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds answer_at_once{500};
constexpr int text_rows = 0;

// A commit that is answered is durable, however the cluster is configured. Only the value that
// breaks that is replaced: with a standby there are several that do not.
constexpr const char* session_settings =
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off';"
    " SET statement_timeout = '2s'; SET lock_timeout = '1s';"
    " SET idle_in_transaction_session_timeout = '5s';"
    " SET default_transaction_isolation = 'read committed'";

/// The same for one transaction.
constexpr const char* transaction_settings =
    "SELECT set_config('statement_timeout', '2s', true), set_config('lock_timeout', '1s', true),"
    " set_config('idle_in_transaction_session_timeout', '5s', true),"
    " CASE WHEN current_setting('synchronous_commit') = 'off'"
    " THEN set_config('synchronous_commit', 'on', true) END";

const std::string& begin_with_settings() {
  static const auto text =
      std::string("BEGIN ISOLATION LEVEL READ COMMITTED; ") + transaction_settings;
  return text;
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

Rows rows_of(const PGresult* result) {
  Rows rows;
  const int columns = PQnfields(result);
  for (int row = 0; row < PQntuples(result); ++row) {
    std::vector<Row::Value> values;
    values.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) values.push_back(value_of(result, row, i));
    rows.emplace_back(std::move(values));
  }
  return rows;
}

std::int64_t affected_by(PGresult* result) {
  const std::string_view affected = PQcmdTuples(result);
  std::int64_t count = 0;
  std::from_chars(affected.data(), affected.data() + affected.size(), count);
  return count;
}

bool is_success(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

/// What follows an error is of no interest, what follows a success is.
bool is_superseded(const PGresult* result) { return result == nullptr || is_success(result); }

}  // namespace

Session::Session(const Url& url, const Settings& settings)
    : settings_(settings), connection_(url), last_answer_at_(steady_clock::now()) {
  const auto lifetime = std::chrono::duration<double, std::milli>(settings.lifetime);
  expires_at_ = last_answer_at_ + std::chrono::duration_cast<std::chrono::milliseconds>(
                                      lifetime * (1 - chance() / 4));
  expect_answers_by(last_answer_at_ + settings_.call_time);
  if (settings_.prepared_statements) run(session_settings);
}

Session::~Session() = default;

Rows Session::query(const Statement& statement, Parameters parameters) {
  return rows_of(run(statement, parameters).get());
}

std::int64_t Session::execute(const Statement& statement, Parameters parameters) {
  const bool brings_settings = !settings_.prepared_statements && is_idle();
  const auto result =
      brings_settings ? run_in_own_transaction(statement, parameters) : run(statement, parameters);
  return affected_by(result.get());
}

// A migration may take as long as it takes; what follows it begins anew.
void Session::run_script(std::string_view script) {
  connection_.expect_answers_by(std::nullopt);
  run(std::string(script).c_str());
  expect_answers_by(steady_clock::now() + settings_.call_time);
}

void Session::begin() {
  run(settings_.prepared_statements ? "BEGIN" : begin_with_settings().c_str());
}

void Session::commit() {
  const auto result = run("COMMIT");
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    throw Unavailable("postgresql: the transaction was rolled back");
  }
}

void Session::roll_back() noexcept {
  if (!sound_ || leads_nowhere() || is_idle()) return;
  try {
    run("ROLLBACK");
  } catch (...) {
    sound_ = false;
  }
}

bool Session::may_be_kept() const noexcept {
  return sound_ && !leads_nowhere() && steady_clock::now() < expires_at_ && is_idle();
}

bool Session::reusable() noexcept {
  if (!may_be_kept() || connection_.has_unasked_input()) return false;
  const auto rest = steady_clock::now() - last_answer_at_;
  return rest <= settings_.trusted_idle || answers_at_once();
}

bool Session::answers_at_once() noexcept {
  try {
    expect_answers_by(steady_clock::now() + answer_at_once);
    run("SELECT 1");
    return true;
  } catch (...) {
    return false;
  }
}

bool Session::is_idle() const { return PQtransactionStatus(connection_.handle()) == PQTRANS_IDLE; }

/// What is to be prepared first has been.
int Session::queue(const Statement& statement, Parameters parameters) {
  if (parameters.size() != statement.parameters())
    throw std::logic_error("sql: parameters missing");
  const Arguments arguments(parameters);
  auto* const handle = connection_.handle();
  if (settings_.prepared_statements) {
    return PQsendQueryPrepared(handle, prepared_.at(statement.text().data()).c_str(),
                               arguments.count(), arguments.values(), arguments.lengths(),
                               arguments.formats(), text_rows);
  }
  return PQsendQueryParams(handle, statement.text().data(), arguments.count(), nullptr,
                           arguments.values(), arguments.lengths(), arguments.formats(), text_rows);
}

Session::Result Session::run(const Statement& statement, Parameters parameters) {
  prepare(statement);
  connection_.send(queue(statement, parameters));
  return answer();
}

Session::Result Session::run_in_own_transaction(const Statement& statement, Parameters parameters) {
  const SharedTrips::Call call{.key = {}, .statement = statement, .parameters = parameters};
  return std::move(run_pipeline({&call}, true).back());
}

std::vector<SharedTrips::Answer> Session::run_together(const SharedTrips::Calls& calls,
                                                       Access access) {
  const bool brings_settings = !settings_.prepared_statements && access == Access::write;
  std::vector<Result> results;
  if (calls.size() == 1 && !brings_settings) {
    results.push_back(run(calls.front()->statement, calls.front()->parameters));
  } else {
    results = run_pipeline(calls, brings_settings);
  }
  std::vector<SharedTrips::Answer> answers;
  answers.reserve(results.size());
  for (const auto& result : results) {
    answers.push_back({.rows = rows_of(result.get()), .affected = affected_by(result.get())});
  }
  return answers;
}

/// In one round trip, so in one transaction, which the end of the pipeline commits. Gives the
/// results of the calls.
std::vector<Session::Result> Session::run_pipeline(const SharedTrips::Calls& calls,
                                                   bool brings_settings) {
  for (const auto* const call : calls) prepare(call->statement);
  auto* const handle = connection_.handle();
  bool queued = PQenterPipelineMode(handle) == 1;
  if (brings_settings) {
    queued = queued && PQsendQueryParams(handle, transaction_settings, 0, nullptr, nullptr, nullptr,
                                         nullptr, text_rows) == 1;
  }
  for (const auto* const call : calls) {
    queued = queued && queue(call->statement, call->parameters) == 1;
  }
  connection_.send(queued && PQpipelineSync(handle) == 1 ? 1 : 0);
  return answers_of_pipeline(calls.size());
}

Session::Result Session::run(const char* text) {
  connection_.send(PQsendQuery(connection_.handle(), text));
  return answer();
}

/// Makes sure that the server knows the statement, if it is to know any.
void Session::prepare(const Statement& statement) {
  const auto* const text = statement.text().data();
  if (!settings_.prepared_statements || prepared_.contains(text)) return;
  auto name = "c" + std::to_string(prepared_.size());
  connection_.send(PQsendPrepare(connection_.handle(), name.c_str(), text, 0, nullptr));
  answer();
  prepared_.emplace(text, std::move(name));
}

/// The last answer of those that the server gives, or the error among them.
Session::Result Session::answer() {
  Result last;
  while (auto next = connection_.next()) {
    if (is_superseded(last.get())) last = std::move(next);
  }
  return checked(std::move(last));
}

/// The last `count` answers, or the first error. Believed only once the end of the pipeline is
/// there too: that is when it is committed.
std::vector<Session::Result> Session::answers_of_pipeline(std::size_t count) {
  std::vector<Result> all;
  while (PQstatus(connection_.handle()) == CONNECTION_OK) {
    auto next = connection_.next();
    if (!next) continue;  // between the answers of two statements
    if (PQresultStatus(next.get()) == PGRES_PIPELINE_SYNC) break;
    if (all.empty() || is_success(all.back().get())) all.push_back(std::move(next));
  }
  if (PQexitPipelineMode(connection_.handle()) != 1) sound_ = false;
  auto last = checked(all.empty() ? nullptr : std::move(all.back()));
  if (all.size() < count) {
    sound_ = false;
    throw ConnectionLost("postgresql: fewer answers than questions");
  }
  all.back() = std::move(last);
  all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(count));
  return all;
}

Session::Result Session::checked(Result result) {
  last_answer_at_ = steady_clock::now();
  const bool is_connected = PQstatus(connection_.handle()) == CONNECTION_OK;
  if (result && is_success(result.get()) && is_connected) return result;
  if (result && is_success(result.get())) {
    leads_nowhere_ = true;
    throw ConnectionLost("postgresql: the connection broke before the commit was answered");
  }
  const auto sqlstate = sqlstate_of(result.get());
  sound_ = sound_ && leaves_session_usable(sqlstate);
  leads_nowhere_ = leads_nowhere_ || means_wrong_server(sqlstate);
  throw_error(result.get());
}

}  // namespace chancery::sql::postgresql
