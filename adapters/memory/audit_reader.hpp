#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/audit_reader.hpp"

namespace chancery::memory {

/// outbound::AuditReader over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
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

}  // namespace chancery::memory
