#include "adapters/sql/consent_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/json_text.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

constexpr Statement select_consent(
    "SELECT client_id, scopes, claims, given_at FROM consents"
    " WHERE user_id = $1 AND client_id = $2");

constexpr Statement select_consents(
    "SELECT client_id, scopes, claims, given_at FROM consents"
    " WHERE user_id = $1 ORDER BY client_id");

constexpr Statement replace_consent(
    "INSERT INTO consents (user_id, client_id, scopes, claims, given_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id, client_id) DO UPDATE SET"
    " scopes = excluded.scopes, claims = excluded.claims, given_at = excluded.given_at");

constexpr Statement delete_consent("DELETE FROM consents WHERE user_id = $1 AND client_id = $2");

// Before the logins go: whoever is redeeming a code has done so by then, and that login goes too.
constexpr Statement burn_codes(
    "UPDATE authorization_codes SET burnt = 1"
    " WHERE user_id = $1 AND client_id = $2 AND family_id IS NULL AND burnt = 0");

constexpr Statement delete_logins(
    "DELETE FROM refresh_families WHERE user_id = $1 AND client_id = $2");

Consent consent_from(const UserId& user, Row& row) {
  return {.user = user,
          .client = ClientId(row.text()),
          .scopes = scopes_from_json(row.text()),
          .claims = set_from_json(row.text()),
          .given_at = row.instant()};
}

}  // namespace

std::optional<Consent> ConsentStore::find(const UserId& user, const ClientId& client) {
  auto rows = database_.query_shared(user.value(), select_consent, {user, client});
  if (rows.empty()) return std::nullopt;
  return consent_from(user, rows.front());
}

std::vector<Consent> ConsentStore::list(const UserId& user) {
  std::vector<Consent> consents;
  for (auto& row : database_.query(select_consents, {user})) {
    consents.push_back(consent_from(user, row));
  }
  return consents;
}

void ConsentStore::give(const Consent& consent, const AuditEvent& event) {
  const auto give = [&] {
    return database_.transact([&](Session& session) {
      session.execute(replace_consent, {consent.user, consent.client, json_text(consent.scopes),
                                        json_text(consent.claims), consent.given_at});
      insert_event(session, event);
      return true;
    });
  };
  or_as_read_back(give, [&] { return yes_if(find(consent.user, consent.client) == consent); });
}

bool ConsentStore::revoke(const UserId& user, const ClientId& client, const AuditEvent& event) {
  const auto revoke = [&] {
    return database_.transact([&](Session& session) {
      if (session.execute(delete_consent, {user, client}) == 0) return false;
      session.execute(burn_codes, {user, client});
      session.execute(delete_logins, {user, client});
      insert_event(session, event);
      return true;
    });
  };
  return or_once_more(revoke);
}

}  // namespace chancery::sql
