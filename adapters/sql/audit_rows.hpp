#pragma once

#include "adapters/sql/session.hpp"
#include "domain/audit_event.hpp"

namespace chancery::sql {

/// Stores an event in the session's transaction, beside the change that it tells of.
void insert_event(Session& session, const AuditEvent& event);

}  // namespace chancery::sql
