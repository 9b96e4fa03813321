#pragma once

#include "ports/outbound/refresh_family_store.hpp"

namespace chancery::sql {

class Database;

/// outbound::RefreshFamilyStore over a SQL database. Throws std::invalid_argument for text
/// that is not UTF-8 or holds NUL.
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

}  // namespace chancery::sql
