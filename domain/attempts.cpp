#include "domain/attempts.hpp"

#include <algorithm>
#include <chrono>

namespace chancery {
namespace {

constexpr Lifetime longest_pause = std::chrono::hours(1);
/// 2^12 s is more than an hour.
constexpr std::int64_t doublings = 12;

}  // namespace

std::optional<Instant> next_attempt_at(const Attempts& attempts, Instant now) {
  const auto exponent = std::clamp<std::int64_t>(attempts.count - 1, 0, doublings);
  const auto at = now + std::min(Lifetime(std::int64_t{1} << exponent), longest_pause);
  if (at >= attempts.created_at + attempts.lifetime) return std::nullopt;
  return at;
}

}  // namespace chancery
