#pragma once

#include "adapters/metrics/events.hpp"
#include "ports/outbound/refresh_family_store.hpp"

namespace chancery::metrics {

/// A store whose logins are counted as they begin and end. Both are to outlive it.
class RefreshFamilyStore final : public outbound::RefreshFamilyStore {
 public:
  RefreshFamilyStore(outbound::RefreshFamilyStore& store, const Events& events)
      : store_(store), events_(events) {}

  void add(const RefreshFamily& family, const AuditEvent& event) override {
    store_.add(family, event);
    events_.count(event);
  }
  std::optional<FoundFamily> find(const FamilyId& id) override { return store_.find(id); }
  bool rotate(const FamilyId& id, const Rotation& rotation) override {
    return store_.rotate(id, rotation);
  }
  bool end(const FamilyId& id, const AuditEvent& event) override {
    const bool ended = store_.end(id, event);
    if (ended) events_.count(event);
    return ended;
  }

 private:
  outbound::RefreshFamilyStore& store_;
  const Events& events_;
};

}  // namespace chancery::metrics
