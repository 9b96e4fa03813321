#include "adapters/sql/user_rows.hpp"

#include "adapters/sql/json_text.hpp"

namespace chancery::sql {
namespace {

using outbound::AddUserOutcome;
using outbound::UpdateUserOutcome;
using outbound::UserCredentials;

constexpr Statement insert_record(
    "INSERT INTO users (id, email, email_key, username, username_key, password_hash,"
    " email_verified, roles, claims, disabled, epoch, version, created_at, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    " ON CONFLICT DO NOTHING");

constexpr Statement update_record(
    "UPDATE users SET email = $1, email_key = $2, username = $3, username_key = $4,"
    " password_hash = COALESCE($5, password_hash), email_verified = $6, roles = $7, claims = $8,"
    " disabled = $9, epoch = $10, version = version + 1, created_at = $11, updated_at = $12"
    " WHERE id = $13 AND version = $14");

constexpr Statement select_by_login(
    "SELECT id, email, username, email_verified, roles, claims, disabled, epoch, version,"
    " created_at, updated_at, password_hash FROM users WHERE email_key = $1 OR username_key = $1");

constexpr Statement select_exists("SELECT 1 FROM users WHERE id = $1");

constexpr Statement select_taken(
    "SELECT CASE WHEN email_key = $1 THEN 'email' ELSE 'username' END AS taken FROM users"
    " WHERE (email_key = $1 OR username_key = $2) AND id <> $3 ORDER BY taken LIMIT 1");

constexpr Statement insert_role("INSERT INTO user_roles (user_id, role) VALUES ($1, $2)");
constexpr Statement delete_roles("DELETE FROM user_roles WHERE user_id = $1");

// Before the change: what a login of that epoch leaves behind is housekeeping's.
constexpr Statement leave_epoch(
    "INSERT INTO ended_epochs (party, id, epoch) SELECT 'user', id, epoch FROM users"
    " WHERE id = $1 AND epoch <> $2 ON CONFLICT DO NOTHING");

/// The columns by which an account is unique.
struct Keys {
  LoginName email;
  std::optional<LoginName> username;
};

Keys keys_of(const User& user) {
  Keys keys{canonical_email(user.email).value(), std::nullopt};
  if (user.username) keys.username = canonical_username(*user.username).value();
  return keys;
}

template <class Reader>
std::optional<UserName> taken(Reader& reader, const User& user, const Keys& keys) {
  auto rows = reader.query(select_taken, {keys.email, keys.username, user.id});
  if (rows.empty()) return std::nullopt;
  return rows.front().text() == "email" ? UserName::email : UserName::username;
}

/// Roles are found by index; the record's own column says what they are.
void insert_roles(Session& session, const User& user) {
  for (const auto& role : user.roles) session.execute(insert_role, {user.id, role});
}

}  // namespace

User user_from(Row& row) {
  return {.id = UserId(row.text()),
          .email = row.text(),
          .username = row.optional_text(),
          .email_verified = row.flag(),
          .roles = set_from_json(row.text()),
          .claims = map_from_json(row.text()),
          .disabled = row.flag(),
          .epoch = row.integer(),
          .version = row.integer(),
          .created_at = row.instant(),
          .updated_at = row.instant()};
}

std::optional<UserCredentials> find_credentials(Database& database, const LoginName& login) {
  auto rows = database.query(select_by_login, {login});
  if (rows.empty()) return std::nullopt;
  auto user = user_from(rows.front());
  auto password = rows.front().optional_text();
  if (!password) return UserCredentials{std::move(user), std::nullopt};
  return UserCredentials{std::move(user), PasswordHash(std::move(*password))};
}

bool try_insert_user(Session& session, const User& user,
                     const std::optional<PasswordHash>& password) {
  const auto keys = keys_of(user);
  const auto inserted = session.execute(
      insert_record, {user.id, user.email, keys.email, user.username, keys.username, password,
                      user.email_verified, json_text(user.roles), json_text(user.claims),
                      user.disabled, user.epoch, user.version, user.created_at, user.updated_at});
  if (inserted == 0) return false;
  insert_roles(session, user);
  return true;
}

AddUserOutcome insert_user(Session& session, const User& user,
                           const std::optional<PasswordHash>& password) {
  if (try_insert_user(session, user, password)) return AddUserOutcome::added;
  const auto name = taken(session, user, keys_of(user));
  if (!name) throw Unavailable("sql: a new user's id is taken");
  return name == UserName::email ? AddUserOutcome::email_taken : AddUserOutcome::username_taken;
}

UpdateUserOutcome update_user(Session& session, const User& user,
                              const std::optional<PasswordHash>& password) {
  const auto keys = keys_of(user);
  session.execute(leave_epoch, {user.id, user.epoch});
  const auto updated =
      session.execute(update_record, {user.email, keys.email, user.username, keys.username,
                                      password, user.email_verified, json_text(user.roles),
                                      json_text(user.claims), user.disabled, user.epoch,
                                      user.created_at, user.updated_at, user.id, user.version});
  if (updated == 0) {
    return session.query(select_exists, {user.id}).empty() ? UpdateUserOutcome::unknown
                                                           : UpdateUserOutcome::stale;
  }
  session.execute(delete_roles, {user.id});
  insert_roles(session, user);
  return UpdateUserOutcome::updated;
}

bool is_updated(Database& database, const User& user, const std::optional<PasswordHash>& password) {
  auto updated = user;
  ++updated.version;
  const auto found = find_credentials(database, keys_of(user).email);
  return found && found->user == updated && (!password || found->password == password);
}

std::optional<UserName> taken_name(Database& database, const User& user) {
  return taken(database, user, keys_of(user));
}

}  // namespace chancery::sql
