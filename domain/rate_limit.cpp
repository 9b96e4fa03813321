#include "domain/rate_limit.hpp"

#include <algorithm>

namespace chancery {
namespace {

/// In which one comes back.
RateBudget::Span interval(const RateLimit& limit) {
  return RateBudget::Span(limit.window) / limit.quota;
}

}  // namespace

std::optional<RateBudget::Span> RateBudget::take(const RateLimit& limit, TimePoint now) {
  const auto whole_at = std::max(whole_at_, now) + interval(limit);
  const auto wait = whole_at - now - interval(limit) * limit.quota;
  if (wait > Span(0)) return wait;
  whole_at_ = whole_at;
  return std::nullopt;
}

void RateBudget::give_back(const RateLimit& limit) { whole_at_ -= interval(limit); }

std::uint32_t RateBudget::remaining(const RateLimit& limit, TimePoint now) const {
  const auto free = interval(limit) * limit.quota - until_whole(now);
  return static_cast<std::uint32_t>(std::max(free, Span(0)) / interval(limit));
}

RateBudget::Span RateBudget::until_whole(TimePoint now) const {
  return std::max<Span>(whole_at_ - now, Span(0));
}

}  // namespace chancery
