#include "adapters/sql/audit_reader.hpp"

#include <algorithm>

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/database.hpp"

namespace chancery::sql {
namespace {

/// How many positions one statement looks at.
constexpr std::int64_t stretch = 50'000;

/// The positions behind `after` up to `to`.
struct Stretch {
  std::int64_t after;
  std::int64_t to;
};

constexpr Statement select_newest_position("SELECT COALESCE(max(id), 0) FROM audit_events");

constexpr Statement select_forwards(
    "SELECT id, type, at, reason, user_id, client_id, family_id, address, user_agent, request_id"
    " FROM audit_events WHERE id > $1 AND id <= $2 AND (CAST($3 AS TEXT) IS NULL OR user_id = $3)"
    " AND (CAST($4 AS TEXT) IS NULL OR type = $4) ORDER BY id LIMIT $5");

constexpr Statement select_backwards(
    "SELECT id, type, at, reason, user_id, client_id, family_id, address, user_agent, request_id"
    " FROM audit_events WHERE id > $1 AND id <= $2 AND (CAST($3 AS TEXT) IS NULL OR user_id = $3)"
    " AND (CAST($4 AS TEXT) IS NULL OR type = $4) ORDER BY id DESC LIMIT $5");

/// Appends what passes of a stretch, until there are `limit`.
void append(std::vector<StoredEvent>& events, Database& database, const Statement& select,
            const Stretch& here, const AuditFilter& filter, std::size_t limit) {
  std::optional<std::string_view> type;
  if (filter.type) type = name(*filter.type);
  const auto wanted = static_cast<std::int64_t>(limit - events.size());
  for (auto& row : database.query(select, {here.after, here.to, filter.user, type, wanted})) {
    events.push_back(stored_event_from(row));
  }
}

}  // namespace

std::int64_t AuditReader::newest_position() {
  return database_.query(select_newest_position, {}).at(0).integer();
}

std::vector<StoredEvent> AuditReader::newest(const AuditFilter& filter, std::size_t limit) {
  std::vector<StoredEvent> events;
  for (auto to = newest_position(); to > 0 && events.size() < limit; to -= stretch) {
    append(events, database_, select_backwards, {to - stretch, to}, filter, limit);
  }
  std::ranges::reverse(events);
  return events;
}

std::vector<StoredEvent> AuditReader::after(std::int64_t position, const AuditFilter& filter,
                                            std::size_t limit) {
  std::vector<StoredEvent> events;
  const auto last = newest_position();
  for (auto from = position; from < last && events.size() < limit; from += stretch) {
    append(events, database_, select_forwards, {from, from + stretch}, filter, limit);
  }
  return events;
}

}  // namespace chancery::sql
