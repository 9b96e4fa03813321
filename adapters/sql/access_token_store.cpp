#include "adapters/sql/access_token_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

using outbound::AccessTokenStanding;

constexpr Statement insert_revoked(
    "INSERT INTO revoked_access_tokens (jti, expires_at) VALUES ($1, $2)"
    " ON CONFLICT (jti) DO NOTHING");

// A client that is gone has no epoch that could have moved: that is the last question.
constexpr Statement select_standing(
    "SELECT CASE"
    " WHEN EXISTS (SELECT 1 FROM revoked_access_tokens WHERE jti = $1) THEN 'revoked'"
    " WHEN CAST($2 AS TEXT) IS NOT NULL AND NOT EXISTS ("
    "SELECT 1 FROM refresh_families f"
    " JOIN users u ON u.id = f.user_id AND u.epoch = f.user_epoch"
    " LEFT JOIN clients c ON c.id = f.client_id"
    " WHERE f.id = $2 AND (c.id IS NULL OR c.epoch = f.client_epoch)) THEN 'login_ended'"
    " WHEN NOT EXISTS (SELECT 1 FROM clients WHERE id = $3 AND disabled = 0"
    " AND tokens_not_before <= $4) THEN 'client_ended'"
    " ELSE 'live' END");

AccessTokenStanding standing_from(const std::string& text) {
  if (text == "revoked") return AccessTokenStanding::revoked;
  if (text == "login_ended") return AccessTokenStanding::login_ended;
  if (text == "client_ended") return AccessTokenStanding::client_ended;
  return AccessTokenStanding::live;
}

}  // namespace

void AccessTokenStore::revoke(const AccessTokenClaims& claims, const AuditEvent& event) {
  const auto insert = [&] {
    return database_.transact([&](Session& session) {
      if (session.execute(insert_revoked, {claims.id, claims.expires_at}) == 0) return false;
      insert_event(session, event);
      return true;
    });
  };
  or_once_more(insert);
}

AccessTokenStanding AccessTokenStore::standing(const AccessTokenClaims& claims) {
  auto rows = database_.query_shared(claims.id.value(), select_standing,
                                     {claims.id, claims.login, claims.client, claims.issued_at});
  return standing_from(rows.at(0).text());
}

}  // namespace chancery::sql
