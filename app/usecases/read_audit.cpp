#include "app/usecases/read_audit.hpp"

#include <algorithm>

namespace chancery {
namespace {

constexpr std::size_t page_size = 1000;
constexpr std::size_t most_at_once = 10'000;

/// How many positions may lie before the newest one and become visible after it.
constexpr std::int64_t lookback = 1000;

/// Longer than a transaction can take: an event of a lower position has become visible by then, or
/// never will.
constexpr Lifetime settling_time{20};

/// What lies further back than the settling time needs no memory: the place does.
void settle(inbound::AuditMark& mark, Instant now) {
  while (!mark.seen.empty() && now >= mark.seen.begin()->second + settling_time) {
    mark.settled = mark.seen.begin()->first;
    mark.seen.erase(mark.seen.begin());
  }
}

}  // namespace

inbound::AuditPage ReadAudit::newest(const AuditFilter& filter, std::size_t limit) {
  const auto now = clock_.now();
  const auto end = trail_.newest_position();
  inbound::AuditPage page;
  // What is visible now is no news, shown or not; what is not visible yet may be.
  page.mark.settled = end - lookback;
  page.mark.seen.emplace(end, now);
  for (const auto& [position, event] : trail_.after(page.mark.settled, {}, 2 * lookback)) {
    page.mark.seen.emplace(position, now);
  }
  for (auto& [position, event] : trail_.newest(filter, limit)) {
    if (position > page.mark.settled) page.mark.seen.emplace(position, now);
    page.events.push_back(std::move(event));
  }
  return page;
}

inbound::AuditPage ReadAudit::since(const inbound::AuditMark& mark, const AuditFilter& filter) {
  const auto now = clock_.now();
  inbound::AuditPage page{.events = {}, .mark = mark};
  settle(page.mark, now);
  const auto end = trail_.newest_position();
  auto from = page.mark.settled;
  while (page.events.size() < most_at_once) {
    auto found = trail_.after(from, filter, page_size);
    for (auto& [position, event] : found) {
      from = position;
      if (page.mark.seen.emplace(position, now).second) page.events.push_back(std::move(event));
    }
    if (found.size() == page_size) continue;
    page.mark.seen.emplace(end, now);
    break;
  }
  return page;
}

}  // namespace chancery
