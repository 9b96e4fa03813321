#include "adapters/sql/mail_store.hpp"

#include "adapters/sql/database.hpp"
#include "adapters/sql/read_back.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

using outbound::SealedMail;

constexpr Statement insert_mail(
    "INSERT INTO mails (id, sealed, created_at, next_attempt_at, attempts)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING");

// PostgreSQL keeps for us what is given, and leaves out what others are claiming; SQLite has one
// writer at a time.
constexpr Statement sqlite_due(
    "SELECT id, sealed, created_at, next_attempt_at, attempts FROM mails"
    " WHERE next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $2");
constexpr Statement postgresql_due(
    "SELECT id, sealed, created_at, next_attempt_at, attempts FROM mails"
    " WHERE next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $2 FOR UPDATE SKIP LOCKED");

constexpr Statement claim_mail(
    "UPDATE mails SET next_attempt_at = $1, attempts = attempts + 1"
    " WHERE id = $2 AND attempts = $3");
constexpr Statement postpone_mail(
    "UPDATE mails SET next_attempt_at = $1 WHERE id = $2 AND attempts = $3");
constexpr Statement delete_mail("DELETE FROM mails WHERE id = $1");

SealedMail mail_from(Row& row) {
  return {.id = MailId(row.text()),
          .sealed = row.text(),
          .created_at = row.instant(),
          .next_attempt_at = row.instant(),
          .attempts = row.integer()};
}

}  // namespace

void MailStore::add(const SealedMail& mail) {
  or_once_more([&] {
    return database_.execute(insert_mail, {mail.id, mail.sealed, mail.created_at,
                                           mail.next_attempt_at, mail.attempts}) == 1;
  });
}

std::vector<SealedMail> MailStore::claim(Instant now, Instant leased_until, std::size_t limit) {
  const auto& due = database_.engine() == Engine::sqlite ? sqlite_due : postgresql_due;
  std::vector<SealedMail> claimed;
  database_.transact([&](Session& session) {
    claimed.clear();
    for (auto& row : session.query(due, {now, static_cast<std::int64_t>(limit)})) {
      auto mail = mail_from(row);
      if (session.execute(claim_mail, {leased_until, mail.id, mail.attempts}) == 0) continue;
      mail.next_attempt_at = leased_until;
      ++mail.attempts;
      claimed.push_back(std::move(mail));
    }
    return !claimed.empty();
  });
  return claimed;
}

void MailStore::postpone(const MailId& id, std::int64_t attempts, Instant next_attempt_at) {
  or_once_more(
      [&] { return database_.execute(postpone_mail, {next_attempt_at, id, attempts}) == 1; });
}

void MailStore::remove(const MailId& id) {
  or_once_more([&] { return database_.execute(delete_mail, {id}) == 1; });
}

}  // namespace chancery::sql
