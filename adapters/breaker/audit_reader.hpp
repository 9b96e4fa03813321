#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/audit_reader.hpp"

namespace chancery::breaker {

/// outbound::AuditReader through a breaker. Both are to outlive it.
class AuditReader final : public outbound::AuditReader {
 public:
  AuditReader(outbound::AuditReader& store, Breaker& breaker) : store_(store), breaker_(breaker) {}

  std::int64_t newest_position() override {
    return breaker_.read([&] { return store_.newest_position(); });
  }
  std::vector<StoredEvent> newest(const AuditFilter& filter, std::size_t limit) override {
    return breaker_.read([&] { return store_.newest(filter, limit); });
  }
  std::vector<StoredEvent> after(std::int64_t position, const AuditFilter& filter,
                                 std::size_t limit) override {
    return breaker_.read([&] { return store_.after(position, filter, limit); });
  }

 private:
  outbound::AuditReader& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
