#pragma once

#include "adapters/sql/session.hpp"
#include "domain/audit_event.hpp"

namespace chancery::sql {

/// Stores an event in the session's transaction, beside the change that it tells of.
void insert_event(Session& session, const AuditEvent& event);

/// Reads `id, type, at, reason, user_id, client_id, family_id, address, user_agent, request_id`.
StoredEvent stored_event_from(Row& row);

}  // namespace chancery::sql
