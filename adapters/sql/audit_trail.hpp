#pragma once

#include "ports/outbound/audit_trail.hpp"

namespace chancery::sql {

class Database;

/// outbound::AuditTrail over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
class AuditTrail final : public outbound::AuditTrail {
 public:
  explicit AuditTrail(Database& database) : database_(database) {}

  void record(const AuditEvent& event) override;

 private:
  Database& database_;
};

}  // namespace chancery::sql
