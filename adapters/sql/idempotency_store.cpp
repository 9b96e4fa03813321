#include "adapters/sql/idempotency_store.hpp"

#include <optional>

#include "adapters/sql/database.hpp"
#include "adapters/sql/read_back.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {
namespace {

// Claims the id if it is free; the conditions read the row as it is when the claim is made.
constexpr Statement claim(
    "INSERT INTO idempotent_requests (id, body, attempt, answer, runs_until, expires_at)"
    " VALUES ($1, $2, $3, NULL, $4, $5)"
    " ON CONFLICT (id) DO UPDATE SET body = excluded.body, attempt = excluded.attempt,"
    " answer = NULL, runs_until = excluded.runs_until, expires_at = excluded.expires_at"
    " WHERE idempotent_requests.expires_at <= $6"
    " OR (idempotent_requests.answer IS NULL AND idempotent_requests.body = excluded.body"
    " AND idempotent_requests.runs_until <= $6)");

constexpr Statement select_request("SELECT body, answer FROM idempotent_requests WHERE id = $1");

constexpr Statement select_attempt("SELECT attempt FROM idempotent_requests WHERE id = $1");

constexpr Statement keep_answer(
    "UPDATE idempotent_requests SET answer = $1 WHERE id = $2 AND attempt = $3 AND answer IS NULL");

constexpr Statement delete_running(
    "DELETE FROM idempotent_requests WHERE id = $1 AND attempt = $2 AND answer IS NULL");

/// An id that is freed between a failed claim and the look at it is claimed again; more rounds mean
/// that the database lies.
constexpr int max_rounds = 3;

std::optional<IdempotencyOutcome> found(Database& database,
                                        const outbound::IdempotencyStore::Begin& begin) {
  auto rows = database.query(select_request, {begin.attempt.id});
  if (rows.empty()) return std::nullopt;
  if (rows.front().text() != begin.body) return OtherBody{};
  auto answer = rows.front().optional_text();
  if (!answer) return StillRunning{};
  return AnsweredBefore{*std::move(answer)};
}

bool has_claimed(Database& database, const outbound::IdempotencyStore::Begin& begin) {
  const auto insert = [&] {
    return database.execute(claim, {begin.attempt.id, begin.body, begin.attempt.name,
                                    begin.runs_until, begin.expires_at, begin.now}) == 1;
  };
  // The attempt's name is random and new.
  return or_as_read_back(insert, [&] {
    auto rows = database.query(select_attempt, {begin.attempt.id});
    return yes_if(!rows.empty() && rows.front().text() == begin.attempt.name);
  });
}

}  // namespace

IdempotencyOutcome IdempotencyStore::begin(const Begin& begin) {
  for (int round = 0; round < max_rounds; ++round) {
    if (has_claimed(database_, begin)) return FirstTime{begin.attempt};
    if (auto outcome = found(database_, begin)) return *std::move(outcome);
  }
  throw Unavailable("sql: an idempotent request comes and goes");
}

void IdempotencyStore::finish(const IdempotencyAttempt& attempt, const std::string& answer) {
  or_once_more(
      [&] { return database_.execute(keep_answer, {answer, attempt.id, attempt.name}) == 1; });
}

void IdempotencyStore::abandon(const IdempotencyAttempt& attempt) {
  or_once_more([&] { return database_.execute(delete_running, {attempt.id, attempt.name}) == 1; });
}

}  // namespace chancery::sql
