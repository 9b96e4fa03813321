#include "adapters/memory/refresh_family_store.hpp"

#include "adapters/memory/standing.hpp"
#include "ports/unavailable.hpp"

namespace chancery::memory {
void RefreshFamilyStore::add(const RefreshFamily& family, const AuditEvent& event) {
  database_.with([&](Tables& tables) {
    if (!tables.families.try_emplace(family.id, family).second) {
      throw Unavailable("refresh family: the id is taken");
    }
    tables.events.push_back(event);
  });
}

std::optional<FoundFamily> RefreshFamilyStore::find(const FamilyId& id) {
  return database_.with([&](Tables& tables) -> std::optional<FoundFamily> {
    const auto found = tables.families.find(id);
    if (found == tables.families.end()) return std::nullopt;
    return FoundFamily{found->second, standing(tables, found->second)};
  });
}

bool RefreshFamilyStore::rotate(const FamilyId& id, const Rotation& rotation) {
  return database_.with([&](Tables& tables) {
    const auto found = tables.families.find(id);
    if (found == tables.families.end() || found->second.current != rotation.from) return false;
    auto& family = found->second;
    family.current = rotation.to;
    family.generation = rotation.generation;
    family.seed = rotation.seed;
    family.rotated_at = rotation.rotated_at;
    family.last_used_from = rotation.used_from;
    return true;
  });
}

bool RefreshFamilyStore::end(const FamilyId& id, const AuditEvent& event) {
  return database_.with([&](Tables& tables) {
    if (tables.families.erase(id) == 0) return false;
    tables.events.push_back(event);
    return true;
  });
}

}  // namespace chancery::memory
