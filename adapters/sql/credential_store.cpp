#include "adapters/sql/credential_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/factor_rows.hpp"
#include "adapters/sql/json_text.hpp"
#include "adapters/sql/read_back.hpp"

namespace chancery::sql {
namespace {

using outbound::EnrolOutcome;
using outbound::UseCredentialOutcome;

constexpr Statement insert_credential(
    "INSERT INTO webauthn_credentials (id, factor_id, user_id, name, public_key, sign_count,"
    " backup_eligible, backed_up, transports, last_challenge, created_at, last_used_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING");

constexpr Statement select_credential(
    "SELECT id, factor_id, user_id, name, public_key, sign_count, backup_eligible, backed_up,"
    " transports, last_challenge, created_at, last_used_at FROM webauthn_credentials"
    " WHERE id = $1");

constexpr Statement select_credentials(
    "SELECT id, factor_id, user_id, name, public_key, sign_count, backup_eligible, backed_up,"
    " transports, last_challenge, created_at, last_used_at FROM webauthn_credentials"
    " WHERE user_id = $1 ORDER BY created_at, factor_id");

constexpr Statement count_credentials(
    "SELECT count(*) FROM webauthn_credentials WHERE user_id = $1");

constexpr Statement use_credential(
    "UPDATE webauthn_credentials SET sign_count = $1, backed_up = $2, last_challenge = $3,"
    " last_used_at = $4 WHERE id = $5 AND last_challenge < $3"
    " AND (sign_count < $1 OR (sign_count = 0 AND $1 = 0))");

constexpr Statement update_name(
    "UPDATE webauthn_credentials SET name = $1 WHERE user_id = $2 AND factor_id = $3");

constexpr Statement delete_credential(
    "DELETE FROM webauthn_credentials WHERE user_id = $1 AND factor_id = $2");

CredentialKey key_from(const std::string& text) {
  auto key = read_credential_key(text);
  if (!key) throw Unavailable("sql: the key of a passkey cannot be read");
  return *std::move(key);
}

Credential credential_from(Row& row) {
  return {.id = CredentialId(row.text()),
          .factor = FactorId(row.text()),
          .user = UserId(row.text()),
          .name = row.text(),
          .key = key_from(row.text()),
          .sign_count = static_cast<std::uint32_t>(row.integer()),
          .backup_eligible = row.flag(),
          .backed_up = row.flag(),
          .transports = list_from_json(row.text()),
          .last_challenge = row.integer(),
          .created_at = row.instant(),
          .last_used_at = row.optional_instant()};
}

std::int64_t count_passkeys(Session& session, const UserId& user) {
  return session.query(count_credentials, {user}).front().integer();
}

bool insert(Session& session, const Credential& added) {
  return session.execute(insert_credential,
                         {added.id, added.factor, added.user, added.name,
                          write_credential_key(added.key), std::int64_t{added.sign_count},
                          added.backup_eligible, added.backed_up, json_text(added.transports),
                          added.last_challenge, added.created_at, added.last_used_at}) == 1;
}

}  // namespace

EnrolOutcome CredentialStore::enrol(const Credential& credential,
                                    const std::vector<RecoveryCodeDigest>& codes,
                                    const AuditEvent& event) {
  auto outcome = EnrolOutcome::unknown_user;
  database_.transact([&](Session& session) {
    outcome = EnrolOutcome::unknown_user;
    if (!lock_user(session, database_.engine(), credential.user)) return false;
    outcome = EnrolOutcome::too_many;
    if (count_passkeys(session, credential.user) >= std::int64_t{max_passkeys}) return false;
    outcome = EnrolOutcome::taken;
    if (!insert(session, credential)) return false;
    outcome = give_codes(session, credential.user, codes) ? EnrolOutcome::enrolled_with_codes
                                                          : EnrolOutcome::enrolled;
    insert_event(session, event);
    return true;
  });
  return outcome;
}

std::optional<Credential> CredentialStore::find(const CredentialId& id) {
  auto rows = database_.query(select_credential, {id});
  if (rows.empty()) return std::nullopt;
  return credential_from(rows.front());
}

std::vector<Credential> CredentialStore::list(const UserId& user) {
  std::vector<Credential> credentials;
  for (auto& row : database_.query(select_credentials, {user})) {
    credentials.push_back(credential_from(row));
  }
  return credentials;
}

UseCredentialOutcome CredentialStore::use(const Use& use) {
  using enum UseCredentialOutcome;
  const auto advance = [&] {
    return database_.execute(use_credential, {std::int64_t{use.sign_count}, use.backed_up,
                                              use.challenge, use.at, use.id}) == 1;
  };
  // Nobody else answers with this challenge.
  const bool counted = or_as_read_back(advance, [&] {
    const auto now = find(use.id);
    return yes_if(now && now->last_challenge == use.challenge);
  });
  if (counted) return used;
  const auto found = find(use.id);
  if (!found) return gone;
  return use.challenge <= found->last_challenge ? replayed : counter_back;
}

bool CredentialStore::rename(const UserId& user, const FactorId& id, const std::string& name,
                             const AuditEvent& event) {
  return or_once_more([&] {
    return database_.transact([&](Session& session) {
      if (session.execute(update_name, {name, user, id}) == 0) return false;
      insert_event(session, event);
      return true;
    });
  });
}

bool CredentialStore::remove(const UserId& user, const FactorId& id, const AuditEvent& event) {
  return or_once_more([&] {
    return database_.transact([&](Session& session) {
      if (!lock_user(session, database_.engine(), user)) return false;
      if (session.execute(delete_credential, {user, id}) == 0) return false;
      tidy_codes(session, user);
      insert_event(session, event);
      return true;
    });
  });
}

}  // namespace chancery::sql
