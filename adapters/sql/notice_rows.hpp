#pragma once

#include "adapters/sql/session.hpp"
#include "domain/logout_notice.hpp"

namespace chancery::sql {

/// Puts a notice into the outbox in the session's transaction, beside the end that it tells of.
void insert_notice(Session& session, const LogoutNotice& notice);

/// Reads `id, client_id, uri, user_id, family_id, subject, created_at, next_attempt_at, attempts`.
LogoutNotice notice_from(Row& row);

}  // namespace chancery::sql
