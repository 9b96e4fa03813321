#include "app/usecases/keep_house.hpp"

#include <algorithm>

#include "app/usecases/random_id.hpp"

namespace chancery {
namespace {

constexpr Lifetime slack = clock_slack;

/// Longer than the pause between sweeps, so that a node that is alive keeps it.
constexpr Lifetime lease_lifetime = std::chrono::minutes(5);
constexpr Lifetime renewed_before_its_end = std::chrono::minutes(3);

/// When nobody has kept house for a while, either nobody was there or this clock has jumped ahead,
/// and then it must not be believed: what is swept does not come back when the clock is set right.
constexpr Lifetime probation = std::chrono::hours(1);

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
  const bool is_young = lease_expires_at_ <= now + lease_lifetime;
  if (is_young && now + renewed_before_its_end < lease_expires_at_) return true;
  if (!believes(now)) return false;
  if (node_.empty()) node_ = random_id(ports_.entropy);
  const auto expires_at = now + lease_lifetime;
  if (!ports_.records.claim(node_, now, expires_at)) return false;
  lease_expires_at_ = expires_at;
  return true;
}

bool KeepHouse::believes(Instant now) {
  const auto kept_until = ports_.records.kept_until();
  if (!kept_until || now <= *kept_until + slack) {
    believed_from_.reset();
    return true;
  }
  const auto latest = now + probation;
  believed_from_ = std::min(believed_from_.value_or(latest), latest);
  return now >= *believed_from_;
}

}  // namespace chancery
