#pragma once

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/refresh_family_store.hpp"

namespace chancery::breaker {

/// outbound::RefreshFamilyStore through a breaker. Both are to outlive it.
class RefreshFamilyStore final : public outbound::RefreshFamilyStore {
 public:
  RefreshFamilyStore(outbound::RefreshFamilyStore& store, Breaker& breaker)
      : store_(store), breaker_(breaker) {}

  void add(const RefreshFamily& family, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.add(family, event); });
  }
  std::optional<FoundFamily> find(const FamilyId& id) override {
    return breaker_.read([&] { return store_.find(id); });
  }
  bool rotate(const FamilyId& id, const Rotation& rotation) override {
    return breaker_.write([&] { return store_.rotate(id, rotation); });
  }
  bool end(const FamilyId& id, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.end(id, event); });
  }

 private:
  outbound::RefreshFamilyStore& store_;
  Breaker& breaker_;
};

}  // namespace chancery::breaker
