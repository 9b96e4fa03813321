#include "app/usecases/keep_house.hpp"

#include "app/usecases/random_id.hpp"

namespace chancery {
namespace {

/// Clocks of nodes may differ by so much: what is over here must be over everywhere, or a revoked
/// token would live again where the clock is behind.
constexpr Lifetime slack = std::chrono::minutes(10);

/// Longer than the pause between sweeps, so that a node that is alive keeps it.
constexpr Lifetime lease_lifetime = std::chrono::minutes(5);
constexpr Lifetime renewed_before_its_end = std::chrono::minutes(3);

}  // namespace

Swept KeepHouse::sweep(std::size_t limit) {
  const auto now = ports_.clock.now();
  if (!holds_lease(now)) return {};
  return ports_.records.sweep(order(now, limit));
}

Backlog KeepHouse::backlog() {
  return ports_.records.backlog(order(ports_.clock.now(), backlog_bound));
}

outbound::Housekeeping::Order KeepHouse::order(Instant now, std::size_t limit) const {
  return {.over_at = now - slack, .idle_lifetime = idle_lifetime_, .limit = limit};
}

bool KeepHouse::holds_lease(Instant now) {
  if (now + renewed_before_its_end < lease_expires_at_) return true;
  if (node_.empty()) node_ = random_id(ports_.entropy);
  const auto expires_at = now + lease_lifetime;
  if (!ports_.records.claim(node_, now, expires_at)) return false;
  lease_expires_at_ = expires_at;
  return true;
}

}  // namespace chancery
