#include "adapters/memory/logout_outbox.hpp"

#include <algorithm>

namespace chancery::memory {

std::vector<LogoutNotice> LogoutOutbox::claim(Instant now, Instant leased_until,
                                              std::size_t limit) {
  return database_.with([&](Tables& tables) {
    std::vector<LogoutNotice*> due;
    for (auto& [id, notice] : tables.logout_notices) {
      if (now >= notice.next_attempt_at) due.push_back(&notice);
    }
    std::ranges::sort(
        due, {}, [](const auto* notice) { return std::pair(notice->next_attempt_at, notice->id); });
    if (due.size() > limit) due.resize(limit);
    std::vector<LogoutNotice> claimed;
    for (auto* notice : due) {
      notice->next_attempt_at = leased_until;
      ++notice->attempts;
      claimed.push_back(*notice);
    }
    return claimed;
  });
}

void LogoutOutbox::postpone(const LogoutNotice& claimed, Instant next_attempt_at) {
  database_.with([&](Tables& tables) {
    const auto found = tables.logout_notices.find(claimed.id);
    if (found == tables.logout_notices.end() || found->second.attempts != claimed.attempts) return;
    found->second.next_attempt_at = next_attempt_at;
  });
}

void LogoutOutbox::put_off(const ClientId& client, Instant until) {
  database_.with([&](Tables& tables) {
    for (auto& [id, notice] : tables.logout_notices) {
      if (notice.client == client && notice.next_attempt_at < until) notice.next_attempt_at = until;
    }
  });
}

void LogoutOutbox::remove(const NoticeId& id) {
  database_.with([&](Tables& tables) { tables.logout_notices.erase(id); });
}

}  // namespace chancery::memory
