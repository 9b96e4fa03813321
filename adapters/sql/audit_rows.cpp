#include "adapters/sql/audit_rows.hpp"

namespace chancery::sql {

void insert_event(Session& session, const AuditEvent& event) {
  static constexpr Statement insert(
      "INSERT INTO audit_events (type, at, reason, user_id, client_id, family_id, address,"
      " user_agent, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
  session.execute(insert,
                  {name(event.type), event.at, event.reason, event.user, event.client, event.family,
                   event.origin.address, event.origin.user_agent, event.request_id});
}

}  // namespace chancery::sql
