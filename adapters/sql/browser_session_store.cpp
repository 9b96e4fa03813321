#include "adapters/sql/browser_session_store.hpp"

#include <set>

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/authentication_text.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/family_rows.hpp"
#include "adapters/sql/notice_rows.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

using outbound::EndSessionOutcome;

constexpr Statement insert_session(
    "INSERT INTO browser_sessions (id, user_id, user_epoch, authenticated_at, authentication,"
    " created_at, last_used_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");

constexpr Statement select_session(
    "SELECT user_id, user_epoch, authenticated_at, authentication, created_at, last_used_at,"
    " expires_at FROM browser_sessions WHERE id = $1");

// From here to the commit PostgreSQL lets nobody else take part in the session, end or replace it;
// who was about to has done so. SQLite has one writer at a time.
constexpr Statement sqlite_lock("SELECT 1 FROM browser_sessions WHERE id = $1");
constexpr Statement postgresql_lock("SELECT 1 FROM browser_sessions WHERE id = $1 FOR UPDATE");

constexpr Statement delete_session("DELETE FROM browser_sessions WHERE id = $1");

constexpr Statement touch_session(
    "UPDATE browser_sessions SET last_used_at = $1 WHERE id = $2 AND last_used_at < $1");

constexpr Statement select_participants(
    "SELECT client_id, family_id FROM session_participants WHERE session_id = $1"
    " ORDER BY client_id, family_id");

constexpr Statement move_participants(
    "UPDATE session_participants SET session_id = $1 WHERE session_id = $2");

bool lock(Session& session, Engine engine, const BrowserSessionId& id) {
  const auto& statement = engine == Engine::sqlite ? sqlite_lock : postgresql_lock;
  return !session.query(statement, {id}).empty();
}

BrowserSession session_from(const BrowserSessionId& id, Row& row) {
  return {.id = id,
          .user = UserId(row.text()),
          .user_epoch = row.integer(),
          .authenticated_at = row.instant(),
          .authentication = authentication_from_json(row.text()).authentication,
          .created_at = row.instant(),
          .last_used_at = row.instant(),
          .expires_at = row.instant()};
}

std::vector<Participant> participants_from(Rows rows) {
  std::vector<Participant> participants;
  for (auto& row : rows) {
    participants.push_back({.client = ClientId(row.text()), .login = FamilyId(row.text())});
  }
  return participants;
}

bool names_all(const outbound::BrowserSessionStore::Ending& ending,
               const std::vector<Participant>& participants) {
  std::set<Participant> named;
  for (const auto& login : ending.logins) named.insert(login.participant);
  return named == std::set(participants.begin(), participants.end());
}

void insert_browser_session(Session& session, const BrowserSession& added) {
  session.execute(insert_session, {added.id, added.user, added.user_epoch, added.authenticated_at,
                                   authentication_text(added.authentication), added.created_at,
                                   added.last_used_at, added.expires_at});
}

EndSessionOutcome end_in(Session& session, Engine engine, const BrowserSessionId& id,
                         const outbound::BrowserSessionStore::Ending& ending) {
  if (!lock(session, engine, id)) return EndSessionOutcome::gone;
  if (!names_all(ending, participants_from(session.query(select_participants, {id})))) {
    return EndSessionOutcome::changed;
  }
  session.execute(delete_session, {id});
  for (const auto& [participant, event] : ending.logins) {
    if (delete_family(session, participant.login)) insert_event(session, event);
  }
  for (const auto& notice : ending.notices) insert_notice(session, notice);
  insert_event(session, ending.event);
  return EndSessionOutcome::ended;
}

}  // namespace

void BrowserSessionStore::begin(const BrowserSession& added,
                                const std::optional<BrowserSessionId>& replaced,
                                const AuditEvent& event) {
  const auto begin = [&] {
    return database_.transact([&](Session& session) {
      insert_browser_session(session, added);
      if (replaced && lock(session, database_.engine(), *replaced)) {
        session.execute(move_participants, {added.id, *replaced});
        session.execute(delete_session, {*replaced});
      }
      insert_event(session, event);
      return true;
    });
  };
  // Nobody else has the id.
  or_as_read_back(begin, [&] { return yes_if(find(added.id).has_value()); });
}

std::optional<BrowserSession> BrowserSessionStore::find(const BrowserSessionId& id) {
  auto rows = database_.query_shared(id.value(), select_session, {id});
  if (rows.empty()) return std::nullopt;
  return session_from(id, rows.front());
}

void BrowserSessionStore::touch(const BrowserSessionId& id, Instant now) {
  or_once_more([&] { return database_.execute(touch_session, {now, id}) == 1; });
}

std::vector<Participant> BrowserSessionStore::participants(const BrowserSessionId& id) {
  return participants_from(database_.query(select_participants, {id}));
}

EndSessionOutcome BrowserSessionStore::end(const BrowserSessionId& id, const Ending& ending) {
  const auto end = [&] {
    auto outcome = EndSessionOutcome::gone;
    database_.transact([&](Session& session) {
      outcome = end_in(session, database_.engine(), id, ending);
      return outcome == EndSessionOutcome::ended;
    });
    return outcome;
  };
  try {
    return end();
  } catch (const UnknownOutcome&) {
    const auto outcome = end();
    return outcome == EndSessionOutcome::gone ? EndSessionOutcome::ended : outcome;
  }
}

}  // namespace chancery::sql
