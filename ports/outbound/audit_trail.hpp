#pragma once

#include "domain/audit_event.hpp"

namespace chancery::outbound {

/// Remembers what happened beside no other change: a failed login, say. Thread-safe; may throw
/// Unavailable.
class AuditTrail {
 public:
  virtual ~AuditTrail() = default;
  virtual void record(const AuditEvent& event) = 0;
};

}  // namespace chancery::outbound
