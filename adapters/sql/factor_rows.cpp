#include "adapters/sql/factor_rows.hpp"

namespace chancery::sql {
namespace {

// PostgreSQL keeps the row for us; logins that refer to it go on. SQLite has one writer at a time.
constexpr Statement sqlite_lock("SELECT 1 FROM users WHERE id = $1");
constexpr Statement postgresql_lock("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE");

constexpr Statement select_code("SELECT 1 FROM recovery_codes WHERE user_id = $1 LIMIT 1");
constexpr Statement insert_code("INSERT INTO recovery_codes (user_id, digest) VALUES ($1, $2)");
constexpr Statement delete_codes("DELETE FROM recovery_codes WHERE user_id = $1");
constexpr Statement delete_app("DELETE FROM totp_factors WHERE user_id = $1");
constexpr Statement delete_passkeys("DELETE FROM webauthn_credentials WHERE user_id = $1");
constexpr Statement delete_idle_codes(
    "DELETE FROM recovery_codes WHERE user_id = $1"
    " AND NOT EXISTS (SELECT 1 FROM totp_factors WHERE user_id = $1)"
    " AND NOT EXISTS (SELECT 1 FROM webauthn_credentials WHERE user_id = $1)");

}  // namespace

bool lock_user(Session& session, Engine engine, const UserId& user) {
  const auto& statement = engine == Engine::sqlite ? sqlite_lock : postgresql_lock;
  return !session.query(statement, {user}).empty();
}

bool give_codes(Session& session, const UserId& user,
                const std::vector<RecoveryCodeDigest>& codes) {
  if (!session.query(select_code, {user}).empty()) return false;
  for (const auto& code : codes) session.execute(insert_code, {user, code});
  return true;
}

void drop_codes(Session& session, const UserId& user) { session.execute(delete_codes, {user}); }

bool drop_factors(Session& session, const UserId& user) {
  const auto apps = session.execute(delete_app, {user});
  const auto passkeys = session.execute(delete_passkeys, {user});
  drop_codes(session, user);
  return apps + passkeys > 0;
}

void tidy_codes(Session& session, const UserId& user) {
  session.execute(delete_idle_codes, {user});
}

}  // namespace chancery::sql
