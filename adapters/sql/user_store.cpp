#include "adapters/sql/user_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/json_text.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

using outbound::AddUserOutcome;
using outbound::UpdateUserOutcome;
using outbound::UserCredentials;

constexpr Statement insert_user(
    "INSERT INTO users (id, email, email_key, username, username_key, password_hash,"
    " email_verified, roles, claims, disabled, epoch, version, created_at, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    " ON CONFLICT DO NOTHING");

constexpr Statement update_user(
    "UPDATE users SET email = $1, email_key = $2, username = $3, username_key = $4,"
    " password_hash = COALESCE($5, password_hash), email_verified = $6, roles = $7, claims = $8,"
    " disabled = $9, epoch = $10, version = version + 1, created_at = $11, updated_at = $12"
    " WHERE id = $13 AND version = $14");

constexpr Statement select_user(
    "SELECT id, email, username, email_verified, roles, claims, disabled, epoch, version,"
    " created_at, updated_at FROM users WHERE id = $1");

constexpr Statement select_by_login(
    "SELECT id, email, username, email_verified, roles, claims, disabled, epoch, version,"
    " created_at, updated_at, password_hash FROM users WHERE email_key = $1 OR username_key = $1");

// Ids are never empty, so every one is after the empty text.
constexpr Statement select_page(
    "SELECT id, email, username, email_verified, roles, claims, disabled, epoch, version,"
    " created_at, updated_at FROM users WHERE id > $1 AND disabled BETWEEN $2 AND $3"
    " ORDER BY id LIMIT $4");

// Few are, so there is an index of them; it is used for the literal only.
constexpr Statement select_disabled_page(
    "SELECT id, email, username, email_verified, roles, claims, disabled, epoch, version,"
    " created_at, updated_at FROM users WHERE id > $1 AND disabled = 1 ORDER BY id LIMIT $2");

constexpr Statement select_role_page(
    "SELECT u.id, u.email, u.username, u.email_verified, u.roles, u.claims, u.disabled, u.epoch,"
    " u.version, u.created_at, u.updated_at FROM user_roles r JOIN users u ON u.id = r.user_id"
    " WHERE r.role = $1 AND r.user_id > $2 AND u.disabled BETWEEN $3 AND $4"
    " ORDER BY r.user_id LIMIT $5");

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
constexpr Statement leave_every_epoch(
    "INSERT INTO ended_epochs (party, id, epoch) SELECT 'user', id, epoch FROM users"
    " WHERE id = $1 ON CONFLICT DO NOTHING");

constexpr Statement replace_hash(
    "UPDATE users SET password_hash = $1 WHERE id = $2 AND password_hash = $3");

constexpr Statement delete_user("DELETE FROM users WHERE id = $1");

/// The columns by which an account is unique. That its names have a canonical form is the caller's
/// duty; one that has none throws std::bad_optional_access.
struct Keys {
  LoginName email;
  std::optional<LoginName> username;
};

Keys keys_of(const User& user) {
  Keys keys{canonical_email(user.email).value(), std::nullopt};
  if (user.username) keys.username = canonical_username(*user.username).value();
  return keys;
}

enum class Name { email, username };

Rows page(Database& database, const UserFilter& filter, const std::optional<UserId>& after,
          std::size_t limit) {
  const auto start = after ? after->value() : std::string();
  const auto count = static_cast<std::int64_t>(limit);
  const bool least = filter.disabled.value_or(false);
  const bool most = filter.disabled.value_or(true);
  if (filter.role) {
    return database.query(select_role_page, {*filter.role, start, least, most, count});
  }
  if (least) return database.query(select_disabled_page, {start, count});
  return database.query(select_page, {start, least, most, count});
}

/// Which of the account's names another account has. Nothing if that other one has gone meanwhile.
template <class Reader>
std::optional<Name> taken_name(Reader& reader, const User& user, const Keys& keys) {
  auto rows = reader.query(select_taken, {keys.email, keys.username, user.id});
  if (rows.empty()) return std::nullopt;
  return rows.front().text() == "email" ? Name::email : Name::username;
}

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

/// Roles are found by index; the record's own column says what they are.
void insert_roles(Session& session, const User& user) {
  for (const auto& role : user.roles) session.execute(insert_role, {user.id, role});
}

AddUserOutcome insert(Session& session, const User& user, const Keys& keys,
                      const std::optional<PasswordHash>& password) {
  const auto inserted = session.execute(
      insert_user, {user.id, user.email, keys.email, user.username, keys.username, password,
                    user.email_verified, json_text(user.roles), json_text(user.claims),
                    user.disabled, user.epoch, user.version, user.created_at, user.updated_at});
  if (inserted == 1) return AddUserOutcome::added;
  const auto taken = taken_name(session, user, keys);
  if (!taken) throw Unavailable("sql: a new user's id is taken");
  return taken == Name::email ? AddUserOutcome::email_taken : AddUserOutcome::username_taken;
}

UpdateUserOutcome update_record(Session& session, const User& user, const Keys& keys,
                                const std::optional<PasswordHash>& password) {
  const auto updated =
      session.execute(update_user, {user.email, keys.email, user.username, keys.username, password,
                                    user.email_verified, json_text(user.roles),
                                    json_text(user.claims), user.disabled, user.epoch,
                                    user.created_at, user.updated_at, user.id, user.version});
  if (updated == 1) return UpdateUserOutcome::updated;
  return session.query(select_exists, {user.id}).empty() ? UpdateUserOutcome::unknown
                                                         : UpdateUserOutcome::stale;
}

}  // namespace

AddUserOutcome UserStore::add(const User& user, const std::optional<PasswordHash>& password,
                              const AuditEvent& event) {
  const auto keys = keys_of(user);
  const auto insert_all = [&] {
    auto outcome = AddUserOutcome::added;
    database_.transact([&](Session& session) {
      outcome = insert(session, user, keys, password);
      if (outcome != AddUserOutcome::added) return false;
      insert_roles(session, user);
      insert_event(session, event);
      return true;
    });
    return outcome;
  };
  // Nobody else has the id.
  return or_as_read_back(insert_all, [&] {
    return find(user.id) ? std::optional(AddUserOutcome::added) : std::nullopt;
  });
}

std::optional<User> UserStore::find(const UserId& id) {
  auto rows = database_.query(select_user, {id});
  if (rows.empty()) return std::nullopt;
  return user_from(rows.front());
}

std::optional<UserCredentials> UserStore::find_by_login(const LoginName& login) {
  auto rows = database_.query(select_by_login, {login});
  if (rows.empty()) return std::nullopt;
  auto user = user_from(rows.front());
  auto password = rows.front().optional_text();
  if (!password) return UserCredentials{std::move(user), std::nullopt};
  return UserCredentials{std::move(user), PasswordHash(std::move(*password))};
}

std::vector<User> UserStore::list(const UserFilter& filter, const std::optional<UserId>& after,
                                  std::size_t limit) {
  const auto& name = filter.email ? filter.email : filter.username;
  if (name) return named(*name, filter, after, limit);
  std::vector<User> users;
  for (auto& row : page(database_, filter, after, limit)) users.push_back(user_from(row));
  return users;
}

std::vector<User> UserStore::named(const LoginName& name, const UserFilter& filter,
                                   const std::optional<UserId>& after, std::size_t limit) {
  auto found = find_by_login(name);
  if (!found || limit == 0 || !matches(filter, found->user)) return {};
  if (after && found->user.id <= *after) return {};
  return {std::move(found->user)};
}

UpdateUserOutcome UserStore::update(const User& user, const std::optional<PasswordHash>& password,
                                    const AuditEvent& event) {
  const auto keys = keys_of(user);
  const auto replace = [&] {
    auto outcome = UpdateUserOutcome::updated;
    database_.transact([&](Session& session) {
      session.execute(leave_epoch, {user.id, user.epoch});
      outcome = update_record(session, user, keys, password);
      if (outcome != UpdateUserOutcome::updated) return false;
      session.execute(delete_roles, {user.id});
      insert_roles(session, user);
      insert_event(session, event);
      return true;
    });
    return outcome;
  };
  try {
    return or_as_read_back(replace, [&] {
      return is_stored(user, keys.email, password) ? std::optional(UpdateUserOutcome::updated)
                                                   : std::nullopt;
    });
  } catch (const UniqueViolation&) {
    // A violation spoils a transaction of PostgreSQL, so the look is one of its own.
    const auto taken = taken_name(database_, user, keys);
    if (!taken) throw;
    return taken == Name::email ? UpdateUserOutcome::email_taken
                                : UpdateUserOutcome::username_taken;
  }
}

bool UserStore::is_stored(const User& user, const LoginName& email,
                          const std::optional<PasswordHash>& password) {
  auto updated = user;
  ++updated.version;
  const auto found = find_by_login(email);
  return found && found->user == updated && (!password || found->password == password);
}

bool UserStore::replace_password(const UserId& id, const PasswordHash& before,
                                 const PasswordHash& after) {
  return database_.execute(replace_hash, {after, id, before}) == 1;
}

bool UserStore::remove(const UserId& id, const AuditEvent& event) {
  const auto remove_all = [&] {
    return database_.transact([&](Session& session) {
      session.execute(leave_every_epoch, {id});
      if (session.execute(delete_user, {id}) == 0) return false;
      insert_event(session, event);
      return true;
    });
  };
  return or_once_more(remove_all);
}

}  // namespace chancery::sql
