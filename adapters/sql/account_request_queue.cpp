#include "adapters/sql/account_request_queue.hpp"

#include "adapters/sql/database.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"
#include "domain/user.hpp"
#include "ports/unavailable.hpp"

namespace chancery::sql {
namespace {

constexpr Statement insert_request(
    "INSERT INTO account_requests (id, kind, email, email_key, user_id, username, password_hash,"
    " languages, address, user_agent, request_id, requested_at, next_attempt_at, attempts)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    " ON CONFLICT DO NOTHING");

// PostgreSQL keeps for us what is given, and leaves out what others are claiming; SQLite has one
// writer at a time.
constexpr Statement sqlite_due(
    "SELECT id, kind, email, user_id, username, password_hash, languages, address, user_agent,"
    " request_id, requested_at, next_attempt_at, attempts FROM account_requests"
    " WHERE next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $2");
constexpr Statement postgresql_due(
    "SELECT id, kind, email, user_id, username, password_hash, languages, address, user_agent,"
    " request_id, requested_at, next_attempt_at, attempts FROM account_requests"
    " WHERE next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED");

constexpr Statement claim_request(
    "UPDATE account_requests SET next_attempt_at = $1, attempts = attempts + 1"
    " WHERE id = $2 AND attempts = $3");

constexpr Statement delete_request("DELETE FROM account_requests WHERE id = $1");

/// Reads `user_id, username, password_hash`: all or none, but for the username.
std::optional<AccountRequest::Registration> registration_from(Row& row) {
  auto id = row.optional_text();
  auto username = row.optional_text();
  auto password = row.optional_text();
  if (!id || !password) return std::nullopt;
  return AccountRequest::Registration{UserId(*std::move(id)), std::move(username),
                                      PasswordHash(*std::move(password))};
}

AccountRequest request_from(Row& row) {
  AccountRequestId id(row.text());
  const auto kind = parse_account_request_kind(row.text());
  if (!kind) throw Unavailable("sql: a request's kind cannot be read");
  return {.id = std::move(id),
          .kind = *kind,
          .email = row.text(),
          .registration = registration_from(row),
          .languages = row.text(),
          .origin = {.address = row.text(), .user_agent = row.text()},
          .request_id = row.text(),
          .requested_at = row.instant(),
          .next_attempt_at = row.instant(),
          .attempts = row.integer()};
}

}  // namespace

void AccountRequestQueue::add(const AccountRequest& request) {
  const auto key = canonical_email(request.email).value();
  const auto& registration = request.registration;
  const auto user = registration ? std::optional(registration->id) : std::nullopt;
  const auto username = registration ? registration->username : std::nullopt;
  const auto password = registration ? std::optional(registration->password) : std::nullopt;
  or_once_more([&] {
    return database_.execute(insert_request,
                             {request.id, name(request.kind), request.email, key, user, username,
                              password, request.languages, request.origin.address,
                              request.origin.user_agent, request.request_id, request.requested_at,
                              request.next_attempt_at, request.attempts}) == 1;
  });
}

std::vector<AccountRequest> AccountRequestQueue::claim(Instant now, Instant leased_until,
                                                       std::size_t limit) {
  const auto& due = database_.engine() == Engine::sqlite ? sqlite_due : postgresql_due;
  std::vector<AccountRequest> claimed;
  database_.transact([&](Session& session) {
    claimed.clear();
    for (auto& row : session.query(due, {now, static_cast<std::int64_t>(limit)})) {
      auto request = request_from(row);
      if (session.execute(claim_request, {leased_until, request.id, request.attempts}) == 0) {
        continue;
      }
      request.next_attempt_at = leased_until;
      ++request.attempts;
      claimed.push_back(std::move(request));
    }
    return !claimed.empty();
  });
  return claimed;
}

void AccountRequestQueue::remove(const AccountRequestId& id) {
  or_once_more([&] { return database_.execute(delete_request, {id}) == 1; });
}

}  // namespace chancery::sql
