#pragma once

#include "ports/outbound/audit_reader.hpp"

namespace chancery::sql {

class Database;

/// outbound::AuditReader over a SQL database. Looks at a bounded stretch of the trail in each
/// statement, so that no index is needed to find the few that pass.
class AuditReader final : public outbound::AuditReader {
 public:
  explicit AuditReader(Database& database) : database_(database) {}

  std::int64_t newest_position() override;
  std::vector<StoredEvent> newest(const AuditFilter& filter, std::size_t limit) override;
  std::vector<StoredEvent> after(std::int64_t position, const AuditFilter& filter,
                                 std::size_t limit) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
