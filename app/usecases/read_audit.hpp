#pragma once

#include "ports/inbound/read_audit.hpp"
#include "ports/outbound/audit_reader.hpp"
#include "ports/outbound/clock.hpp"

namespace chancery {

class ReadAudit final : public inbound::ReadAudit {
 public:
  ReadAudit(outbound::AuditReader& trail, const outbound::Clock& clock)
      : trail_(trail), clock_(clock) {}

  inbound::AuditPage newest(const AuditFilter& filter, std::size_t limit) override;
  inbound::AuditPage since(const inbound::AuditMark& mark, const AuditFilter& filter) override;

 private:
  outbound::AuditReader& trail_;
  const outbound::Clock& clock_;
};

}  // namespace chancery
