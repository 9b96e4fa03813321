#include "adapters/sql/authorization_code_store.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/authentication_text.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/family_rows.hpp"
#include "adapters/sql/json_text.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

using outbound::RedeemOutcome;

constexpr Statement insert_code(
    "INSERT INTO authorization_codes (id, client_id, redirect_uri, redirect_uri_sent, challenge,"
    " scopes, audiences, nonce, user_id, client_epoch, user_epoch, session_id, authenticated_at,"
    " authentication, expires_at, family_id, burnt)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)");

constexpr Statement select_code(
    "SELECT client_id, redirect_uri, redirect_uri_sent, challenge, scopes, audiences, nonce,"
    " user_id, client_epoch, user_epoch, session_id, authenticated_at, authentication, expires_at,"
    " family_id, burnt FROM authorization_codes WHERE id = $1");

constexpr Statement select_fate("SELECT family_id, burnt FROM authorization_codes WHERE id = $1");

constexpr Statement mark_redeemed(
    "UPDATE authorization_codes SET family_id = $1"
    " WHERE id = $2 AND family_id IS NULL AND burnt = 0");

constexpr Statement mark_burnt(
    "UPDATE authorization_codes SET burnt = 1 WHERE id = $1 AND family_id IS NULL AND burnt = 0");

// PostgreSQL keeps the session from ending before this is committed, and waits for an end that is
// under way; whoever only touches the session is not held up. SQLite has one writer at a time.
constexpr Statement sqlite_take_part(
    "INSERT INTO session_participants (session_id, client_id, family_id)"
    " SELECT id, $1, $2 FROM browser_sessions WHERE id = $3");
constexpr Statement postgresql_take_part(
    "INSERT INTO session_participants (session_id, client_id, family_id)"
    " SELECT id, $1, $2 FROM browser_sessions WHERE id = $3 FOR KEY SHARE");

constexpr Statement forget_ended_participants(
    "DELETE FROM session_participants WHERE session_id = $1 AND client_id = $2"
    " AND NOT EXISTS (SELECT 1 FROM refresh_families f WHERE f.id = family_id)");

/// No session is an empty text: the column was there before codes without one were.
std::optional<BrowserSessionId> session_from(std::string text) {
  if (text.empty()) return std::nullopt;
  return BrowserSessionId(std::move(text));
}

BrowserSessionId session_text(const std::optional<BrowserSessionId>& session) {
  return session.value_or(BrowserSessionId(""));
}

AuthorizationCode code_from(const CodeDigest& id, Row& row) {
  AuthorizationCode code{.id = id,
                         .client = ClientId(row.text()),
                         .redirect_uri = row.text(),
                         .redirect_uri_sent = row.flag(),
                         .challenge = row.optional_text(),
                         .scopes = scopes_from_json(row.text()),
                         .audiences = list_from_json(row.text()),
                         .nonce = row.optional_text(),
                         .user = UserId(row.text()),
                         .client_epoch = row.integer(),
                         .user_epoch = row.integer(),
                         .session = session_from(row.text()),
                         .authenticated_at = row.instant()};
  auto column = authentication_from_json(row.text());
  code.authentication = std::move(column.authentication);
  code.claims = std::move(column.claims);
  code.expires_at = row.instant();
  if (auto login = row.optional_text()) code.login = FamilyId(*std::move(login));
  code.burnt = row.flag();
  return code;
}

/// Why a code that could not be marked could not.
RedeemOutcome refusal(Session& session, const CodeDigest& id) {
  auto rows = session.query(select_fate, {id});
  if (rows.empty()) return RedeemOutcome::gone;
  return rows.front().optional_text() ? RedeemOutcome::already_redeemed : RedeemOutcome::burnt;
}

RedeemOutcome redeem_in(Session& session, const Statement& take_part,
                        const outbound::AuthorizationCodeStore::Redemption& redemption) {
  const auto& family = redemption.family;
  if (session.execute(mark_redeemed, {family.id, redemption.code}) == 0) {
    return refusal(session, redemption.code);
  }
  const auto& browser = redemption.session;
  if (browser && session.execute(take_part, {family.client, family.id, *browser}) == 0) {
    return RedeemOutcome::session_ended;
  }
  insert_family(session, family);
  if (browser) session.execute(forget_ended_participants, {*browser, family.client});
  insert_event(session, redemption.event);
  return RedeemOutcome::redeemed;
}

}  // namespace

void AuthorizationCodeStore::add(const AuthorizationCode& code) {
  const auto insert = [&] {
    return database_.execute(
        insert_code, {code.id, code.client, code.redirect_uri, code.redirect_uri_sent,
                      code.challenge, json_text(code.scopes), json_text(code.audiences), code.nonce,
                      code.user, code.client_epoch, code.user_epoch, session_text(code.session),
                      code.authenticated_at, authentication_text(code.authentication, code.claims),
                      code.expires_at, code.login, code.burnt});
  };
  // Nobody else has the id.
  or_as_read_back(insert,
                  [&] { return find(code.id) ? std::optional(std::int64_t{1}) : std::nullopt; });
}

std::optional<AuthorizationCode> AuthorizationCodeStore::find(const CodeDigest& id) {
  auto rows = database_.query_shared(id.value(), select_code, {id});
  if (rows.empty()) return std::nullopt;
  return code_from(id, rows.front());
}

RedeemOutcome AuthorizationCodeStore::redeem(const Redemption& redemption) {
  const auto& take_part =
      database_.engine() == Engine::sqlite ? sqlite_take_part : postgresql_take_part;
  const auto redeem = [&] {
    auto outcome = RedeemOutcome::gone;
    database_.transact([&](Session& session) {
      outcome = redeem_in(session, take_part, redemption);
      return outcome == RedeemOutcome::redeemed;
    });
    return outcome;
  };
  // The login's id is random and new: nobody else has redeemed a code for it.
  return or_as_read_back(redeem, [&]() -> std::optional<RedeemOutcome> {
    const auto code = find(redemption.code);
    if (!code || code->login != redemption.family.id) return std::nullopt;
    return RedeemOutcome::redeemed;
  });
}

bool AuthorizationCodeStore::burn(const CodeDigest& id) {
  const auto burn = [&] { return database_.execute(mark_burnt, {id}) == 1; };
  return or_as_read_back(burn, [&] {
    burn();
    const auto code = find(id);
    return std::optional(code && code->burnt);
  });
}

}  // namespace chancery::sql
