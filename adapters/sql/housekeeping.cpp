#include "adapters/sql/housekeeping.hpp"

#include <algorithm>

#include "adapters/sql/database.hpp"
#include "adapters/sql/session.hpp"
#include "domain/authorization_code.hpp"
#include "domain/mail.hpp"

namespace chancery::sql {
namespace {

constexpr Statement claim_lease(
    "INSERT INTO leases (name, holder, held_until) VALUES ('housekeeping', $1, $2)"
    " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until"
    " WHERE leases.holder = excluded.holder OR leases.held_until <= $3 OR leases.held_until > $4");
constexpr Statement select_lease("SELECT held_until FROM leases WHERE name = 'housekeeping'");

/// What to do with the logins that are due. PostgreSQL leaves out those that somebody is just
/// refreshing; SQLite has one writer at a time anyway.
struct DueLogins {
  /// Those that are over go …
  Statement remove;
  /// … the others are due again at the end that they have now.
  Statement put_off;
};

constexpr DueLogins sqlite_due{
    Statement("WITH due AS MATERIALIZED (SELECT id FROM refresh_families WHERE sweep_at <= $1"
              " ORDER BY sweep_at LIMIT $2)"
              " DELETE FROM refresh_families WHERE id IN (SELECT id FROM due)"
              " AND (expires_at <= $1 OR rotated_at <= $3)"),
    Statement("WITH due AS MATERIALIZED (SELECT id FROM refresh_families WHERE sweep_at <= $1"
              " ORDER BY sweep_at LIMIT $2)"
              " UPDATE refresh_families SET sweep_at = CASE WHEN expires_at < rotated_at + $3"
              " THEN expires_at ELSE rotated_at + $3 END WHERE id IN (SELECT id FROM due)"
              " AND expires_at > $1 AND rotated_at > $4")};

constexpr DueLogins postgresql_due{
    Statement("WITH due AS MATERIALIZED (SELECT id FROM refresh_families WHERE sweep_at <= $1"
              " ORDER BY sweep_at LIMIT $2 FOR UPDATE SKIP LOCKED)"
              " DELETE FROM refresh_families WHERE id IN (SELECT id FROM due)"
              " AND (expires_at <= $1 OR rotated_at <= $3)"),
    Statement("WITH due AS MATERIALIZED (SELECT id FROM refresh_families WHERE sweep_at <= $1"
              " ORDER BY sweep_at LIMIT $2 FOR UPDATE SKIP LOCKED)"
              " UPDATE refresh_families SET sweep_at = CASE WHEN expires_at < rotated_at + $3"
              " THEN expires_at ELSE rotated_at + $3 END WHERE id IN (SELECT id FROM due)"
              " AND expires_at > $1 AND rotated_at > $4")};

constexpr Statement select_ended_epoch("SELECT party, id, epoch FROM ended_epochs LIMIT 1");
constexpr Statement delete_ended_epoch(
    "DELETE FROM ended_epochs WHERE party = $1 AND id = $2 AND epoch = $3");

constexpr Statement delete_logins_of_user(
    "WITH ended AS MATERIALIZED (SELECT id FROM refresh_families"
    " WHERE user_id = $1 AND user_epoch = $2 LIMIT $3)"
    " DELETE FROM refresh_families WHERE id IN (SELECT id FROM ended)");
constexpr Statement delete_logins_at_client(
    "WITH ended AS MATERIALIZED (SELECT id FROM refresh_families"
    " WHERE client_id = $1 AND client_epoch = $2 LIMIT $3)"
    " DELETE FROM refresh_families WHERE id IN (SELECT id FROM ended)");

// Whoever has the id by now gave their consents themselves.
constexpr Statement delete_consents_of_gone_user(
    "DELETE FROM consents WHERE user_id = $1 AND client_id IN (SELECT client_id FROM consents"
    " WHERE user_id = $1 LIMIT $2) AND NOT EXISTS (SELECT 1 FROM users WHERE id = $1)");
constexpr Statement delete_consents_to_gone_client(
    "DELETE FROM consents WHERE client_id = $1 AND user_id IN (SELECT user_id FROM consents"
    " WHERE client_id = $1 LIMIT $2) AND NOT EXISTS (SELECT 1 FROM clients WHERE id = $1)");

constexpr Statement delete_revoked_tokens(
    "DELETE FROM revoked_access_tokens WHERE jti IN (SELECT jti FROM revoked_access_tokens"
    " WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)");
constexpr Statement delete_idempotent_requests(
    "DELETE FROM idempotent_requests WHERE id IN (SELECT id FROM idempotent_requests"
    " WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)");

constexpr Statement delete_codes(
    "DELETE FROM authorization_codes WHERE id IN (SELECT id FROM authorization_codes"
    " WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)");
// Their participants go with them.
constexpr Statement delete_browser_sessions(
    "DELETE FROM browser_sessions WHERE id IN (SELECT id FROM browser_sessions"
    " WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)");

constexpr Statement delete_attempts(
    "DELETE FROM attempts WHERE id IN (SELECT id FROM attempts"
    " WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2) AND expires_at <= $1");

constexpr Statement delete_mails(
    "DELETE FROM mails WHERE id IN (SELECT id FROM mails"
    " WHERE created_at <= $1 ORDER BY created_at LIMIT $2)");

constexpr Statement delete_tickets(
    "DELETE FROM account_tickets WHERE id IN (SELECT id FROM account_tickets"
    " WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)");

constexpr Statement count_waiting(
    "SELECT count(*) FROM (SELECT 1 FROM ("
    "SELECT 1 FROM refresh_families WHERE sweep_at <= $1"
    " UNION ALL SELECT 1 FROM revoked_access_tokens WHERE expires_at <= $1"
    " UNION ALL SELECT 1 FROM idempotent_requests WHERE expires_at <= $1"
    " UNION ALL SELECT 1 FROM browser_sessions WHERE expires_at <= $1"
    " UNION ALL SELECT 1 FROM attempts WHERE expires_at <= $1"
    " UNION ALL SELECT 1 FROM account_tickets WHERE expires_at <= $1"
    " UNION ALL SELECT 1 FROM authorization_codes WHERE expires_at <= $2"
    " UNION ALL SELECT 1 FROM mails WHERE created_at <= $3"
    " UNION ALL SELECT 1 FROM ended_epochs) AS waiting LIMIT $4) AS counted");

// A login that is due since 0 was there before housekeeping was.
constexpr Statement select_oldest(
    "SELECT min(since) FROM ("
    "SELECT min(sweep_at) AS since FROM refresh_families WHERE sweep_at > 0 AND sweep_at <= $1"
    " UNION ALL SELECT min(expires_at) FROM revoked_access_tokens WHERE expires_at <= $1"
    " UNION ALL SELECT min(expires_at) FROM idempotent_requests WHERE expires_at <= $1"
    " UNION ALL SELECT min(expires_at) FROM browser_sessions WHERE expires_at <= $1"
    " UNION ALL SELECT min(expires_at) FROM attempts WHERE expires_at <= $1"
    " UNION ALL SELECT min(expires_at) FROM account_tickets WHERE expires_at <= $1"
    " UNION ALL SELECT min(expires_at) + ($1 - $2) FROM authorization_codes WHERE expires_at <= $2"
    " UNION ALL SELECT min(created_at) + ($1 - $3) FROM mails WHERE created_at <= $3)"
    " AS waiting");

/// Codes that ended then need not be remembered any more.
Instant codes_over_at(const outbound::Housekeeping::Order& order) {
  return order.over_at - code_memory;
}

/// Mails of then or before are over.
Instant mails_over_at(const outbound::Housekeeping::Order& order) {
  return order.over_at - longest_mail_lifetime;
}

/// One sweep as it goes on.
class Sweep {
 public:
  Sweep(Session& session, const outbound::Housekeeping::Order& order)
      : session_(session), order_(order), left_(static_cast<std::int64_t>(order.limit)) {}

  void due_logins(const DueLogins& statements) {
    const auto idle_since = order_.over_at - order_.idle_lifetime;
    const auto removed = session_.execute(statements.remove, {order_.over_at, left_, idle_since});
    note_removed(removed);
    if (left_ == 0) return;
    left_ -= session_.execute(statements.put_off,
                              {order_.over_at, left_, order_.idle_lifetime.count(), idle_since});
  }

  void ended_epochs() {
    while (left_ > 0) {
      auto rows = session_.query(select_ended_epoch, {});
      if (rows.empty()) return;
      const auto party = rows.front().text();
      const auto id = rows.front().text();
      const auto epoch = rows.front().integer();
      const bool of_user = party == "user";
      note_removed(session_.execute(of_user ? delete_logins_of_user : delete_logins_at_client,
                                    {id, epoch, left_}));
      if (left_ == 0) return;
      note_removed(session_.execute(
          of_user ? delete_consents_of_gone_user : delete_consents_to_gone_client, {id, left_}));
      if (left_ == 0) return;
      session_.execute(delete_ended_epoch, {party, id, epoch});
      --left_;
    }
  }

  void expired(const Statement& remove, Instant since) {
    if (left_ > 0) note_removed(session_.execute(remove, {since, left_}));
  }

  [[nodiscard]] Swept result() const { return {.removed = removed_, .more = left_ == 0}; }

 private:
  void note_removed(std::int64_t count) {
    removed_ += static_cast<std::size_t>(count);
    left_ -= count;
  }

  Session& session_;
  const outbound::Housekeeping::Order& order_;
  std::int64_t left_;
  std::size_t removed_ = 0;
};

}  // namespace

bool Housekeeping::claim(const std::string& node, Instant now, Instant until) {
  return database_.execute(claim_lease, {node, until, now, until + clock_slack}) == 1;
}

std::optional<Instant> Housekeeping::kept_until() {
  auto rows = database_.query(select_lease, {});
  if (rows.empty()) return std::nullopt;
  return rows.front().instant();
}

Swept Housekeeping::sweep(const Order& order) {
  const auto& due = database_.engine() == Engine::sqlite ? sqlite_due : postgresql_due;
  Swept swept;
  database_.transact([&](Session& session) {
    Sweep sweep(session, order);
    sweep.due_logins(due);
    sweep.ended_epochs();
    sweep.expired(delete_revoked_tokens, order.over_at);
    sweep.expired(delete_idempotent_requests, order.over_at);
    sweep.expired(delete_browser_sessions, order.over_at);
    sweep.expired(delete_attempts, order.over_at);
    sweep.expired(delete_tickets, order.over_at);
    sweep.expired(delete_codes, codes_over_at(order));
    sweep.expired(delete_mails, mails_over_at(order));
    swept = sweep.result();
    return true;
  });
  return swept;
}

Backlog Housekeeping::backlog(const Order& order) {
  const auto most = static_cast<std::int64_t>(order.limit);
  const auto codes_over = codes_over_at(order);
  const auto mails_over = mails_over_at(order);
  const auto waiting =
      database_.query(count_waiting, {order.over_at, codes_over, mails_over, most}).at(0).integer();
  if (waiting == 0) return {};
  auto oldest = database_.query(select_oldest, {order.over_at, codes_over, mails_over});
  return {.waiting = static_cast<std::size_t>(waiting), .since = oldest.at(0).optional_instant()};
}

}  // namespace chancery::sql
