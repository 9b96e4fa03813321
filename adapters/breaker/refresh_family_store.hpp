#pragma once

#include <algorithm>

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/refresh_family_store.hpp"

namespace chancery::breaker {

/// outbound::RefreshFamilyStore through a breaker, which knows for each family that is found how
/// much of the time since its token became current the database was away. All are to outlive it.
class RefreshFamilyStore final : public outbound::RefreshFamilyStore {
 public:
  RefreshFamilyStore(outbound::RefreshFamilyStore& store, Breaker& breaker,
                     const outbound::Clock& clock)
      : store_(store), breaker_(breaker), clock_(clock) {}

  void add(const RefreshFamily& family, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.add(family, event); });
  }
  std::optional<FoundFamily> find(const FamilyId& id) override {
    auto found = breaker_.read([&] { return store_.find(id); });
    if (found) note_outages(*found);
    return found;
  }
  bool rotate(const FamilyId& id, const Rotation& rotation) override {
    return breaker_.write([&] { return store_.rotate(id, rotation); });
  }
  bool end(const FamilyId& id, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.end(id, event); });
  }

 private:
  /// A replay window begins no later than so long after the refresh, however long or often the
  /// database is away: who could bring that about must not keep old tokens of use.
  static constexpr Lifetime longest{600};

  /// Time in which nobody could ask does not count.
  void note_outages(FoundFamily& found) const {
    const auto at = found.family.rotated_at;
    const auto lost = std::chrono::round<Lifetime>(breaker_.lost_since(steady_time(at)));
    if (lost > Lifetime(0)) found.reachable_since = at + std::min(lost, longest);
  }

  [[nodiscard]] Breaker::TimePoint steady_time(Instant at) const {
    return breaker_.now() - (clock_.now() - at);
  }

  outbound::RefreshFamilyStore& store_;
  Breaker& breaker_;
  const outbound::Clock& clock_;
};

}  // namespace chancery::breaker
