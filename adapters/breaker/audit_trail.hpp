#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/audit_trail.hpp"

namespace chancery::breaker {

/// outbound::AuditTrail through a breaker. Both are to outlive it.
class AuditTrail final : public outbound::AuditTrail {
 public:
  AuditTrail(outbound::AuditTrail& store, Breaker& breaker) : store_(store), breaker_(breaker) {}

  void record(const AuditEvent& event) override {
    return breaker_.write([&] { return store_.record(event); });
  }

 private:
  outbound::AuditTrail& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
