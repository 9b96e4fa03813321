#pragma once

#include <array>

#include "adapters/metrics/registry.hpp"
#include "domain/audit_event.hpp"

namespace chancery::metrics {

/// Counts what the audit trail remembers of logins and tokens, by kind and reason. Thread-safe.
class Events {
 public:
  explicit Events(Registry& registry);

  /// To be called once the event has come to pass, and once only. Events of other types count
  /// nothing.
  void count(const AuditEvent& event) const noexcept;

  /// Why a login may have ended, in our words; what else stands in an event is `other`.
  static constexpr std::array reasons{"logout",  "code_reuse",      "reuse",
                                      "revoked", "session_revoked", "other"};

 private:
  /// Why a login failed is not told: whoever may read metrics would learn which accounts exist.
  Counter login_succeeded_;
  Counter login_failed_;
  std::array<Counter, reasons.size()> login_ended_{};
  Counter token_revoked_;
  Counter replayed_elsewhere_;
};

}  // namespace chancery::metrics
