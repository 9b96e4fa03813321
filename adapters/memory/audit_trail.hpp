#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/audit_trail.hpp"

namespace chancery::memory {

/// outbound::AuditTrail over a memory::Database. Keeps the port's contract and never throws
/// Unavailable.
class AuditTrail final : public outbound::AuditTrail {
 public:
  explicit AuditTrail(Database& database) : database_(database) {}

  void record(const AuditEvent& event) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
