#include "adapters/sql/postgresql/errors.hpp"

#include <libpq-fe.h>

#include <algorithm>

#include "adapters/sql/session.hpp"

namespace chancery::sql::postgresql {
namespace {

std::string field(const pg_result* result, int code) {
  const char* const text = PQresultErrorField(result, code);
  return text ? text : "";
}

bool is_one_of(std::string_view sqlstate, std::initializer_list<std::string_view> beginnings) {
  return std::ranges::any_of(beginnings,
                             [&](std::string_view b) { return sqlstate.starts_with(b); });
}

/// The server's words, where they cannot quote what a parameter held: connection, transaction
/// state, authentication, conflict, names in our own SQL, resources, locks, operator, system.
std::string words(const pg_result* result, std::string_view sqlstate) {
  if (is_one_of(sqlstate, {"08", "25", "28", "40", "42", "53", "55", "57", "58"})) {
    return ": " + field(result, PG_DIAG_MESSAGE_PRIMARY);
  }
  const auto constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  return constraint.empty() ? "" : ": " + constraint;
}

}  // namespace

std::string sqlstate_of(const pg_result* result) { return field(result, PG_DIAG_SQLSTATE); }

bool leaves_session_usable(std::string_view sqlstate) {
  // Constraints, conflicts, lock_timeout, statement_timeout. Anything else may be about the
  // session.
  return is_one_of(sqlstate, {"23", "40001", "40P01", "55P03", "57014"});
}

bool means_wrong_server(std::string_view sqlstate) {
  return sqlstate.empty() || is_one_of(sqlstate, {"08", "25006", "57P01", "57P02", "57P03"});
}

void throw_error(const pg_result* result) {
  const auto sqlstate = sqlstate_of(result);
  const auto what = "postgresql: " + sqlstate + words(result, sqlstate);
  if (sqlstate == "23505") throw UniqueViolation(what);
  if (is_one_of(sqlstate, {"40001", "40P01"})) throw Conflict(what);
  if (sqlstate == "55P03") throw Busy(what);
  if (sqlstate == "25006") throw ReadOnlyServer(what);
  if (means_wrong_server(sqlstate)) throw ConnectionLost(what);
  throw Unavailable(what);
}

}  // namespace chancery::sql::postgresql
