#include "adapters/sql/audit_trail.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {

void AuditTrail::record(const AuditEvent& event) {
  database_.transact([&](Session& session) {
    insert_event(session, event);
    return true;
  });
}

}  // namespace chancery::sql
