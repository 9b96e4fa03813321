#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "domain/audit_event.hpp"

namespace chancery::inbound {

/// How far somebody has read who follows the trail. Only ReadAudit makes sense of it.
struct AuditMark {
  /// No event will appear at or before this position any more.
  std::int64_t settled = 0;
  /// What was seen behind it, and when.
  std::map<std::int64_t, Instant> seen{};
};

struct AuditPage {
  /// Oldest first.
  std::vector<AuditEvent> events;
  AuditMark mark;
};

/// The audit trail, for whoever may read it. Thread-safe; may throw Unavailable.
class ReadAudit {
 public:
  virtual ~ReadAudit() = default;

  /// The newest events that pass, at most `limit`.
  [[nodiscard]] virtual AuditPage newest(const AuditFilter& filter, std::size_t limit) = 0;

  /// Those that pass and came since `mark`, a bounded number: each event once, also one that
  /// became visible only after a later one. Ask again, with the page's mark and the same filter.
  [[nodiscard]] virtual AuditPage since(const AuditMark& mark, const AuditFilter& filter) = 0;
};

}  // namespace chancery::inbound
