#include "domain/throttle.hpp"

#include <algorithm>

#include "domain/housekeeping.hpp"

namespace chancery {
namespace {

/// How often the first wait can double before it is the longest.
std::uint32_t doublings(const Throttle& throttle) {
  std::uint32_t count = 0;
  for (auto wait = throttle.first_wait; wait < throttle.longest_wait; wait *= 2) ++count;
  return count;
}

}  // namespace

Lifetime wait_after(std::uint32_t failures, const Throttle& throttle) {
  if (failures < throttle.free_failures) return Lifetime(0);
  const auto doubled = std::min(failures - throttle.free_failures, doublings(throttle));
  return std::min(throttle.first_wait * (std::int64_t{1} << doubled), throttle.longest_wait);
}

std::uint32_t most_failures(const Throttle& throttle) {
  return throttle.free_failures + doublings(throttle);
}

std::uint32_t failures(const AttemptTally& tally, const Throttle& throttle, Instant now) {
  if (now >= tally.forgiven_at) return 0;
  const auto whole = throttle.forgiveness;
  const auto count = (tally.forgiven_at - now + whole - Lifetime(1)) / whole;
  return static_cast<std::uint32_t>(std::min<std::int64_t>(count, most_failures(throttle)));
}

std::optional<Lifetime> hold(const AttemptTally& tally, const Throttle& throttle, Instant now) {
  if (now >= tally.held_until) return std::nullopt;
  const auto left = tally.held_until - now;
  if (left > throttle.longest_wait + clock_slack) return std::nullopt;
  return left;
}

AttemptTally counted(AttemptTally tally, const Throttle& throttle, Instant now) {
  tally.forgiven_at = std::min(std::max(tally.forgiven_at, now) + throttle.forgiveness,
                               now + throttle.forgiveness * most_failures(throttle));
  const auto wait = wait_after(failures(tally, throttle, now), throttle);
  tally.held_until = wait > Lifetime(0) ? now + wait : Instant{};
  return tally;
}

AttemptTally given_back(AttemptTally tally, const AttemptTally& counted, const Throttle& throttle) {
  // Whoever was counted since has begun a wait of their own, or none was begun at all.
  if (tally.held_until == counted.held_until) tally.held_until = {};
  tally.forgiven_at = std::max(tally.forgiven_at - throttle.forgiveness, Instant{});
  return tally;
}

Instant end_of_trust(Instant now, Lifetime trust) {
  return std::chrono::ceil<std::chrono::days>(now + trust);
}

AttemptTally tidied(AttemptTally tally, Instant now) {
  for (auto* instant : {&tally.forgiven_at, &tally.held_until, &tally.trusted_until}) {
    if (now >= *instant) *instant = {};
  }
  return tally;
}

Instant expires_at(const AttemptTally& tally) {
  return std::max({tally.forgiven_at, tally.held_until, tally.trusted_until});
}

std::vector<AttemptScope> scopes_to_count(const AttemptTally& device, const AttemptTally& place,
                                          Instant now) {
  if (now < device.trusted_until) return {AttemptScope::device};
  if (now < place.trusted_until) return {AttemptScope::place};
  return {AttemptScope::account, AttemptScope::network};
}

}  // namespace chancery
