#include "adapters/sql/logout_outbox.hpp"

#include "adapters/sql/database.hpp"
#include "adapters/sql/notice_rows.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

// PostgreSQL keeps for us what is given, and leaves out what others are claiming; SQLite has one
// writer at a time.
constexpr Statement sqlite_due(
    "SELECT id, client_id, uri, user_id, family_id, subject, created_at, next_attempt_at, attempts"
    " FROM logout_notices WHERE next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $2");
constexpr Statement postgresql_due(
    "SELECT id, client_id, uri, user_id, family_id, subject, created_at, next_attempt_at, attempts"
    " FROM logout_notices WHERE next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $2"
    " FOR UPDATE SKIP LOCKED");

constexpr Statement claim_notice(
    "UPDATE logout_notices SET next_attempt_at = $1, attempts = attempts + 1"
    " WHERE id = $2 AND attempts = $3");

constexpr Statement postpone_notice(
    "UPDATE logout_notices SET next_attempt_at = $1 WHERE id = $2 AND attempts = $3");

constexpr Statement put_off_client(
    "UPDATE logout_notices SET next_attempt_at = $1 WHERE next_attempt_at < $2 AND client_id = $3");

constexpr Statement delete_notice("DELETE FROM logout_notices WHERE id = $1");

}  // namespace

std::vector<LogoutNotice> LogoutOutbox::claim(Instant now, Instant leased_until,
                                              std::size_t limit) {
  const auto& due = database_.engine() == Engine::sqlite ? sqlite_due : postgresql_due;
  std::vector<LogoutNotice> claimed;
  database_.transact([&](Session& session) {
    claimed.clear();
    for (auto& row : session.query(due, {now, static_cast<std::int64_t>(limit)})) {
      auto notice = notice_from(row);
      if (session.execute(claim_notice, {leased_until, notice.id, notice.attempts}) == 0) continue;
      notice.next_attempt_at = leased_until;
      ++notice.attempts;
      claimed.push_back(std::move(notice));
    }
    return !claimed.empty();
  });
  return claimed;
}

void LogoutOutbox::postpone(const LogoutNotice& claimed, Instant next_attempt_at) {
  or_once_more([&] {
    return database_.execute(postpone_notice, {next_attempt_at, claimed.id, claimed.attempts}) == 1;
  });
}

void LogoutOutbox::put_off(const ClientId& client, Instant until) {
  or_once_more([&] { return database_.execute(put_off_client, {until, until, client}) > 0; });
}

void LogoutOutbox::remove(const NoticeId& id) {
  or_once_more([&] { return database_.execute(delete_notice, {id}) == 1; });
}

}  // namespace chancery::sql
