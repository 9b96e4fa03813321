#pragma once

#include <algorithm>

#include "adapters/breaker/breaker.hpp"
#include "ports/outbound/clock.hpp"
#include "ports/outbound/refresh_family_store.hpp"

namespace chancery::breaker {

/// outbound::RefreshFamilyStore through a breaker, which knows for each family that is found
/// whether its token became current during an outage. All are to outlive it.
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
    if (found) note_outage(*found);
    return found;
  }
  bool rotate(const FamilyId& id, const Rotation& rotation) override {
    return breaker_.write([&] { return store_.rotate(id, rotation); });
  }
  bool end(const FamilyId& id, const AuditEvent& event) override {
    return breaker_.write([&] { return store_.end(id, event); });
  }

 private:
  /// A commit that the outage caught was asked for at most so long before we noticed the outage, by
  /// a node whose clock is at most 10 s from ours.
  static constexpr Lifetime slack{15};
  /// A replay window begins no later than so long after the refresh, however long or often the
  /// database is away: who could bring that about must not keep old tokens of use.
  static constexpr Lifetime longest{600};

  void note_outage(FoundFamily& found) const {
    const auto outage = breaker_.last_outage();
    if (!outage) return;
    const auto began = time_of_day(outage->began) - slack;
    const auto ended = time_of_day(outage->ended);
    const auto at = found.family.rotated_at;
    if (began <= at && at < ended) found.reachable_since = std::min(ended, at + longest);
  }

  [[nodiscard]] Instant time_of_day(Breaker::TimePoint at) const {
    return clock_.now() - std::chrono::round<Lifetime>(breaker_.now() - at);
  }

  outbound::RefreshFamilyStore& store_;
  Breaker& breaker_;
  const outbound::Clock& clock_;
};

}  // namespace chancery::breaker
