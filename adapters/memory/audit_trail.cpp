#include "adapters/memory/audit_trail.hpp"

namespace chancery::memory {

void AuditTrail::record(const AuditEvent& event) {
  database_.with([&](Tables& tables) { tables.events.push_back(event); });
}

}  // namespace chancery::memory
