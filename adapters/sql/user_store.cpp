#include "adapters/sql/user_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/json_text.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"
#include "adapters/sql/user_rows.hpp"

namespace chancery::sql {
namespace {

using outbound::AddUserOutcome;
using outbound::UpdateUserOutcome;
using outbound::UserCredentials;

constexpr Statement select_user(
    "SELECT id, email, username, email_verified, roles, claims, disabled, epoch, version,"
    " created_at, updated_at FROM users WHERE id = $1");

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

constexpr Statement leave_every_epoch(
    "INSERT INTO ended_epochs (party, id, epoch) SELECT 'user', id, epoch FROM users"
    " WHERE id = $1 ON CONFLICT DO NOTHING");

constexpr Statement replace_hash(
    "UPDATE users SET password_hash = $1 WHERE id = $2 AND password_hash = $3");

// A login that has ended stays so: its epoch is not the user's.
constexpr Statement take_login_over(
    "UPDATE refresh_families SET user_epoch = $1 WHERE id = $2 AND user_id = $3"
    " AND user_epoch = (SELECT epoch FROM users WHERE id = $3)");

constexpr Statement delete_user("DELETE FROM users WHERE id = $1");

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

}  // namespace

AddUserOutcome UserStore::add(const User& user, const std::optional<PasswordHash>& password,
                              const AuditEvent& event) {
  const auto insert_all = [&] {
    auto outcome = AddUserOutcome::added;
    database_.transact([&](Session& session) {
      outcome = insert_user(session, user, password);
      if (outcome != AddUserOutcome::added) return false;
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
  return find_credentials(database_, login);
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
  return replace(user, password, event, [](Session&) {});
}

UpdateUserOutcome UserStore::update_keeping(const User& user, const PasswordHash& password,
                                            const FamilyId& login, const AuditEvent& event) {
  return replace(user, password, event, [&](Session& session) {
    session.execute(take_login_over, {user.epoch, login, user.id});
  });
}

UpdateUserOutcome UserStore::replace(const User& user, const std::optional<PasswordHash>& password,
                                     const AuditEvent& event,
                                     const std::function<void(Session&)>& beside) {
  const auto update_all = [&] {
    auto outcome = UpdateUserOutcome::updated;
    database_.transact([&](Session& session) {
      beside(session);
      outcome = update_user(session, user, password);
      if (outcome != UpdateUserOutcome::updated) return false;
      insert_event(session, event);
      return true;
    });
    return outcome;
  };
  try {
    return or_as_read_back(update_all, [&] {
      return is_updated(database_, user, password) ? std::optional(UpdateUserOutcome::updated)
                                                   : std::nullopt;
    });
  } catch (const UniqueViolation&) {
    // A violation spoils a transaction of PostgreSQL, so the look is one of its own.
    const auto taken = taken_name(database_, user);
    if (!taken) throw;
    return taken == UserName::email ? UpdateUserOutcome::email_taken
                                    : UpdateUserOutcome::username_taken;
  }
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
