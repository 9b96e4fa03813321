#pragma once

#include <vector>

#include "adapters/sql/database.hpp"
#include "domain/audit_event.hpp"

namespace chancery {

/// The audit trail of a SQL database, oldest first.
std::vector<AuditEvent> stored_events(sql::Database& database);

}  // namespace chancery
