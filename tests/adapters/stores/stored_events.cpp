#include "tests/adapters/stores/stored_events.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

template <class Id>
std::optional<Id> optional_id(std::optional<std::string> text) {
  return text ? std::optional(Id(*text)) : std::nullopt;
}

}  // namespace

std::vector<AuditEvent> stored_events(sql::Database& database) {
  static constexpr sql::Statement select(
      "SELECT type, at, reason, user_id, client_id, family_id, address, user_agent, request_id"
      " FROM audit_events ORDER BY id");
  std::vector<AuditEvent> events;
  for (auto& row : database.query(select, {})) {
    events.push_back({.type = parse_audit_type(row.text()).value(),
                      .at = row.instant(),
                      .reason = row.text(),
                      .user = optional_id<UserId>(row.optional_text()),
                      .client = optional_id<ClientId>(row.optional_text()),
                      .family = optional_id<FamilyId>(row.optional_text()),
                      .origin = {.address = row.text(), .user_agent = row.text()},
                      .request_id = row.text()});
  }
  return events;
}

}  // namespace chancery
