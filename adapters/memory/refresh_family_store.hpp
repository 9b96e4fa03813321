#pragma once

#include "adapters/memory/database.hpp"
#include "ports/outbound/refresh_family_store.hpp"

namespace chancery::memory {

/// outbound::RefreshFamilyStore over a memory::Database. Keeps the port's contract and never throws
/// Unavailable, save for an id that is there already, as a database would.
class RefreshFamilyStore final : public outbound::RefreshFamilyStore {
 public:
  explicit RefreshFamilyStore(Database& database) : database_(database) {}

  void add(const RefreshFamily& family, const AuditEvent& event) override;
  std::optional<FoundFamily> find(const FamilyId& id) override;
  bool rotate(const FamilyId& id, const Rotation& rotation) override;
  bool end(const FamilyId& id, const AuditEvent& event) override;

 private:
  Database& database_;
};

}  // namespace chancery::memory
