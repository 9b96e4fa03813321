#include "adapters/sql/key_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

using outbound::StoredKey;

// That a use has one active and one next key is the business of two partial unique indexes.
constexpr Statement insert_key(
    "INSERT INTO stored_keys (id, key_use, state, created_at, activates_at, retired_at, public_jwk,"
    " sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING");

constexpr Statement select_keys(
    "SELECT id, key_use, state, created_at, activates_at, retired_at, public_jwk, sealed"
    " FROM stored_keys ORDER BY created_at, id");

constexpr Statement retire_active(
    "UPDATE stored_keys SET state = 'retiring', retired_at = $1 WHERE id = $2 AND state = 'active'"
    " AND key_use = (SELECT n.key_use FROM stored_keys n WHERE n.id = $3 AND n.state = 'next')");

constexpr Statement activate_next(
    "UPDATE stored_keys SET state = 'active', activates_at = $1 WHERE id = $2 AND state = 'next'");

constexpr Statement reschedule_next(
    "UPDATE stored_keys SET activates_at = $1 WHERE id = $2 AND state = 'next'");

constexpr Statement delete_retiring("DELETE FROM stored_keys WHERE id = $1 AND state = 'retiring'");

template <class T>
T known(std::optional<T> value) {
  if (!value) throw Unavailable("sql: a key's record holds an unknown word");
  return *value;
}

// A use that is unknown is a newer release's: while nodes are replaced, the older ones go on with
// the keys they know.
std::optional<StoredKey> key_from(Row& row) {
  KeyId id(row.text());
  const auto use = parse_key_use(row.text());
  if (!use) return std::nullopt;
  return StoredKey{.record = {.id = std::move(id),
                              .use = *use,
                              .state = known(parse_key_state(row.text())),
                              .created_at = row.instant(),
                              .activates_at = row.instant(),
                              .retired_at = row.optional_instant()},
                   .public_jwk = row.text(),
                   .sealed = row.text()};
}

}  // namespace

std::vector<StoredKey> KeyStore::all() {
  std::vector<StoredKey> keys;
  for (auto& row : database_.query(select_keys, {})) {
    if (auto key = key_from(row)) keys.push_back(*std::move(key));
  }
  return keys;
}

bool KeyStore::add(const StoredKey& key, const AuditEvent& event) {
  const auto& record = key.record;
  return database_.transact([&](Session& session) {
    const auto inserted = session.execute(
        insert_key, {record.id, name(record.use), name(record.state), record.created_at,
                     record.activates_at, record.retired_at, key.public_jwk, key.sealed});
    if (inserted == 0) return false;
    insert_event(session, event);
    return true;
  });
}

bool KeyStore::activate(const KeyId& next, const std::optional<KeyId>& previous, Instant now,
                        const AuditEvent& event) {
  try {
    return database_.transact([&](Session& session) {
      if (previous && session.execute(retire_active, {now, *previous, next}) == 0) return false;
      if (session.execute(activate_next, {now, next}) == 0) return false;
      insert_event(session, event);
      return true;
    });
  } catch (const UniqueViolation&) {
    return false;  // the use has another active key than `previous`
  }
}

bool KeyStore::reschedule(const KeyId& next, Instant activates_at, const AuditEvent& event) {
  return database_.transact([&](Session& session) {
    if (session.execute(reschedule_next, {activates_at, next}) == 0) return false;
    insert_event(session, event);
    return true;
  });
}

bool KeyStore::remove(const KeyId& id, const AuditEvent& event) {
  return database_.transact([&](Session& session) {
    if (session.execute(delete_retiring, {id}) == 0) return false;
    insert_event(session, event);
    return true;
  });
}

}  // namespace chancery::sql
