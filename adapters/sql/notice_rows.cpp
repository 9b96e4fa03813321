#include "adapters/sql/notice_rows.hpp"

namespace chancery::sql {

void insert_notice(Session& session, const LogoutNotice& notice) {
  static constexpr Statement insert(
      "INSERT INTO logout_notices (id, client_id, uri, user_id, family_id, subject, created_at,"
      " next_attempt_at, attempts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
  session.execute(insert,
                  {notice.id, notice.client, notice.uri, notice.user, notice.login, notice.subject,
                   notice.created_at, notice.next_attempt_at, notice.attempts});
}

LogoutNotice notice_from(Row& row) {
  return {.id = NoticeId(row.text()),
          .client = ClientId(row.text()),
          .uri = row.text(),
          .user = UserId(row.text()),
          .login = FamilyId(row.text()),
          .subject = row.text(),
          .created_at = row.instant(),
          .next_attempt_at = row.instant(),
          .attempts = row.integer()};
}

}  // namespace chancery::sql
