#include "adapters/sql/session_store.hpp"

#include <algorithm>

#include "adapters/sql/database.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {
namespace {

// Ids are never empty, so every one is after the empty text. Epochs are asked for by themselves, so
// that the indexes give the rows in the order of their ids.
constexpr Statement select_all(
    "SELECT f.id, f.user_id, f.client_id, c.name, f.authenticated_at, f.rotated_at, f.expires_at,"
    " f.login_address, f.used_address, f.used_agent FROM refresh_families f"
    " JOIN users u ON u.id = f.user_id AND u.epoch = f.user_epoch"
    " JOIN clients c ON c.id = f.client_id AND c.epoch = f.client_epoch"
    " WHERE f.expires_at > $1 AND f.rotated_at > $2 AND f.id > $3 ORDER BY f.id LIMIT $4");

constexpr Statement select_of_user(
    "SELECT f.id, f.user_id, f.client_id, c.name, f.authenticated_at, f.rotated_at, f.expires_at,"
    " f.login_address, f.used_address, f.used_agent FROM refresh_families f"
    " JOIN clients c ON c.id = f.client_id AND c.epoch = f.client_epoch"
    " WHERE f.expires_at > $1 AND f.rotated_at > $2 AND f.id > $3"
    " AND f.user_id = $4 AND f.user_epoch = (SELECT epoch FROM users WHERE id = $4)"
    " AND (CAST($5 AS TEXT) IS NULL OR f.client_id = $5) ORDER BY f.id LIMIT $6");

constexpr Statement select_of_client(
    "SELECT f.id, f.user_id, f.client_id, c.name, f.authenticated_at, f.rotated_at, f.expires_at,"
    " f.login_address, f.used_address, f.used_agent FROM refresh_families f"
    " JOIN users u ON u.id = f.user_id AND u.epoch = f.user_epoch"
    " JOIN clients c ON c.id = f.client_id"
    " WHERE f.expires_at > $1 AND f.rotated_at > $2 AND f.id > $3"
    " AND f.client_id = $4 AND f.client_epoch = (SELECT epoch FROM clients WHERE id = $4)"
    " ORDER BY f.id LIMIT $5");

/// Logins that were last used then have reached their idle end.
Instant idle_since(const outbound::SessionStore::Query& query) {
  return query.now - query.idle_lifetime;
}

UserSession session_from(Row& row, Lifetime idle_lifetime) {
  UserSession session{.id = FamilyId(row.text()),
                      .user = UserId(row.text()),
                      .client = ClientId(row.text()),
                      .client_name = row.text(),
                      .created_at = row.instant(),
                      .last_used_at = row.instant(),
                      .expires_at = row.instant(),
                      .login_address = row.text(),
                      .last_used_from = {.address = row.text(), .user_agent = row.text()}};
  session.expires_at = std::min(session.expires_at, session.last_used_at + idle_lifetime);
  return session;
}

}  // namespace

std::vector<UserSession> SessionStore::list(const Query& query,
                                            const std::optional<FamilyId>& after,
                                            std::size_t limit) {
  const auto& user = query.filter.user;
  const auto& client = query.filter.client;
  const auto start = after ? after->value() : std::string();
  const auto count = static_cast<std::int64_t>(limit);
  const auto rows = [&] {
    if (user) {
      return database_.query(select_of_user,
                             {query.now, idle_since(query), start, *user, client, count});
    }
    if (client) {
      return database_.query(select_of_client,
                             {query.now, idle_since(query), start, *client, count});
    }
    return database_.query(select_all, {query.now, idle_since(query), start, count});
  };
  std::vector<UserSession> sessions;
  for (auto& row : rows()) sessions.push_back(session_from(row, query.idle_lifetime));
  return sessions;
}

}  // namespace chancery::sql
