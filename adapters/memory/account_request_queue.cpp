#include "adapters/memory/account_request_queue.hpp"

#include <algorithm>
#include <utility>

#include "domain/user.hpp"

namespace chancery::memory {

void AccountRequestQueue::add(const AccountRequest& request) {
  database_.with([&](Tables& tables) {
    const bool waits = std::ranges::any_of(tables.account_requests, [&](const auto& entry) {
      return entry.second.kind == request.kind &&
             canonical_email(entry.second.email) == canonical_email(request.email);
    });
    if (!waits) tables.account_requests.try_emplace(request.id, request);
  });
}

std::vector<AccountRequest> AccountRequestQueue::claim(Instant now, Instant leased_until,
                                                       std::size_t limit) {
  return database_.with([&](Tables& tables) {
    std::vector<AccountRequest*> due;
    for (auto& [id, request] : tables.account_requests) {
      if (now >= request.next_attempt_at) due.push_back(&request);
    }
    std::ranges::sort(due, {},
                      [](const auto* row) { return std::pair(row->next_attempt_at, row->id); });
    if (due.size() > limit) due.resize(limit);
    std::vector<AccountRequest> claimed;
    for (auto* request : due) {
      request->next_attempt_at = leased_until;
      ++request->attempts;
      claimed.push_back(*request);
    }
    return claimed;
  });
}

void AccountRequestQueue::remove(const AccountRequestId& id) {
  database_.with([&](Tables& tables) { tables.account_requests.erase(id); });
}

}  // namespace chancery::memory
