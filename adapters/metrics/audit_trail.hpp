#pragma once

#include "adapters/metrics/events.hpp"
#include "ports/outbound/audit_trail.hpp"

namespace chancery::metrics {

/// A trail whose events are counted. Both are to outlive it.
class AuditTrail final : public outbound::AuditTrail {
 public:
  AuditTrail(outbound::AuditTrail& trail, const Events& events) : trail_(trail), events_(events) {}

  void record(const AuditEvent& event) override {
    trail_.record(event);
    events_.count(event);
  }

 private:
  outbound::AuditTrail& trail_;
  const Events& events_;
};

}  // namespace chancery::metrics
