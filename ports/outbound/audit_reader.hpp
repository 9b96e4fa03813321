#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "domain/audit_event.hpp"

namespace chancery::outbound {

/// The audit trail, read. Events that are stored at the same time may become visible in another
/// order than that of their positions: whoever follows the trail looks again at what is recent.
/// Thread-safe; every method may throw Unavailable.
class AuditReader {
 public:
  virtual ~AuditReader() = default;

  /// The position of the newest event; 0 when there is none.
  [[nodiscard]] virtual std::int64_t newest_position() = 0;

  /// The newest events that pass, at most `limit`, in ascending order of position.
  [[nodiscard]] virtual std::vector<StoredEvent> newest(const AuditFilter& filter,
                                                        std::size_t limit) = 0;

  /// The first events behind `position` that pass, at most `limit`, in ascending order of position.
  [[nodiscard]] virtual std::vector<StoredEvent> after(std::int64_t position,
                                                       const AuditFilter& filter,
                                                       std::size_t limit) = 0;
};

}  // namespace chancery::outbound
