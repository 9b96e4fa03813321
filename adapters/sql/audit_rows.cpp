#include "adapters/sql/audit_rows.hpp"

namespace chancery::sql {
namespace {

template <class Id>
std::optional<Id> optional_id(std::optional<std::string> text) {
  if (!text) return std::nullopt;
  return Id(*std::move(text));
}

AuditType type_from(const std::string& text) {
  const auto type = parse_audit_type(text);
  if (!type) throw Unavailable("sql: an audit event is of an unknown type");
  return *type;
}

}  // namespace

void insert_event(Session& session, const AuditEvent& event) {
  static constexpr Statement insert(
      "INSERT INTO audit_events (type, at, reason, user_id, client_id, family_id, address,"
      " user_agent, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
  session.execute(insert,
                  {name(event.type), event.at, event.reason, event.user, event.client, event.family,
                   event.origin.address, event.origin.user_agent, event.request_id});
}

StoredEvent stored_event_from(Row& row) {
  return {.position = row.integer(),
          .event = {.type = type_from(row.text()),
                    .at = row.instant(),
                    .reason = row.text(),
                    .user = optional_id<UserId>(row.optional_text()),
                    .client = optional_id<ClientId>(row.optional_text()),
                    .family = optional_id<FamilyId>(row.optional_text()),
                    .origin = {.address = row.text(), .user_agent = row.text()},
                    .request_id = row.text()}};
}

}  // namespace chancery::sql
