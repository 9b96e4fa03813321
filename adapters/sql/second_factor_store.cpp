#include "adapters/sql/second_factor_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/factor_rows.hpp"
#include "adapters/sql/read_back.hpp"

namespace chancery::sql {
namespace {

using outbound::EnrolOutcome;
using outbound::TotpFactor;

constexpr Statement count_factors(
    "SELECT (SELECT count(*) FROM totp_factors WHERE user_id = $1),"
    " (SELECT count(*) FROM webauthn_credentials WHERE user_id = $1),"
    " (SELECT count(*) FROM recovery_codes WHERE user_id = $1)");

constexpr Statement select_totp(
    "SELECT id, name, sealed_key, last_step, created_at, last_used_at FROM totp_factors"
    " WHERE user_id = $1");

constexpr Statement replace_totp(
    "INSERT INTO totp_factors (user_id, id, name, sealed_key, last_step, created_at, last_used_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (user_id) DO UPDATE SET id = excluded.id,"
    " name = excluded.name, sealed_key = excluded.sealed_key,"
    " last_step = CASE WHEN totp_factors.last_step > excluded.last_step"
    " THEN totp_factors.last_step ELSE excluded.last_step END,"
    " created_at = excluded.created_at, last_used_at = excluded.last_used_at");

constexpr Statement advance_totp(
    "UPDATE totp_factors SET last_step = $1, last_used_at = $2 WHERE id = $3 AND last_step < $1");

constexpr Statement update_name("UPDATE totp_factors SET name = $1 WHERE user_id = $2 AND id = $3");

constexpr Statement delete_totp("DELETE FROM totp_factors WHERE user_id = $1 AND id = $2");

constexpr Statement delete_code("DELETE FROM recovery_codes WHERE user_id = $1 AND digest = $2");

}  // namespace

EnrolledFactors SecondFactorStore::enrolled(const UserId& user) {
  auto row = database_.query(count_factors, {user}).at(0);
  return {.totp = row.integer() > 0,
          .passkeys = static_cast<std::size_t>(row.integer()),
          .recovery_codes = static_cast<std::size_t>(row.integer())};
}

std::optional<TotpFactor> SecondFactorStore::find_totp(const UserId& user) {
  auto rows = database_.query(select_totp, {user});
  if (rows.empty()) return std::nullopt;
  auto& row = rows.front();
  return TotpFactor{.id = FactorId(row.text()),
                    .user = user,
                    .name = row.text(),
                    .sealed_key = row.text(),
                    .last_step = row.integer(),
                    .created_at = row.instant(),
                    .last_used_at = row.optional_instant()};
}

EnrolOutcome SecondFactorStore::enrol_totp(const TotpFactor& totp,
                                           const std::vector<RecoveryCodeDigest>& codes,
                                           const AuditEvent& event) {
  auto outcome = EnrolOutcome::unknown_user;
  database_.transact([&](Session& session) {
    outcome = EnrolOutcome::unknown_user;
    if (!lock_user(session, database_.engine(), totp.user)) return false;
    session.execute(replace_totp, {totp.user, totp.id, totp.name, totp.sealed_key, totp.last_step,
                                   totp.created_at, totp.last_used_at});
    outcome = give_codes(session, totp.user, codes) ? EnrolOutcome::enrolled_with_codes
                                                    : EnrolOutcome::enrolled;
    insert_event(session, event);
    return true;
  });
  return outcome;
}

bool SecondFactorStore::use_totp(const FactorId& id, std::int64_t step, Instant now) {
  return database_.execute(advance_totp, {step, now, id}) == 1;
}

bool SecondFactorStore::replace_recovery_codes(const UserId& user,
                                               const std::vector<RecoveryCodeDigest>& codes,
                                               const AuditEvent& event) {
  return database_.transact([&](Session& session) {
    if (!lock_user(session, database_.engine(), user)) return false;
    drop_codes(session, user);
    give_codes(session, user, codes);
    insert_event(session, event);
    return true;
  });
}

bool SecondFactorStore::use_recovery_code(const UserId& user, const RecoveryCodeDigest& code,
                                          const AuditEvent& event) {
  return database_.transact([&](Session& session) {
    if (session.execute(delete_code, {user, code}) == 0) return false;
    insert_event(session, event);
    return true;
  });
}

bool SecondFactorStore::rename_totp(const UserId& user, const FactorId& id, const std::string& name,
                                    const AuditEvent& event) {
  return or_once_more([&] {
    return database_.transact([&](Session& session) {
      if (session.execute(update_name, {name, user, id}) == 0) return false;
      insert_event(session, event);
      return true;
    });
  });
}

bool SecondFactorStore::remove_totp(const UserId& user, const FactorId& id,
                                    const AuditEvent& event) {
  return or_once_more([&] {
    return database_.transact([&](Session& session) {
      if (!lock_user(session, database_.engine(), user)) return false;
      if (session.execute(delete_totp, {user, id}) == 0) return false;
      tidy_codes(session, user);
      insert_event(session, event);
      return true;
    });
  });
}

}  // namespace chancery::sql
