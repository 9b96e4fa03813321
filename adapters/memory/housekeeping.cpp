#include "adapters/memory/housekeeping.hpp"

#include <algorithm>

#include "adapters/memory/standing.hpp"

namespace chancery::memory {
namespace {

/// Removes what is over from a table until `limit` is used up; how much that was.
template <class Table, class IsOver>
std::size_t erase_some(Table& table, std::size_t limit, IsOver is_over) {
  std::size_t erased = 0;
  for (auto it = table.begin(); it != table.end() && erased < limit;) {
    if (!is_over(it->second)) {
      ++it;
      continue;
    }
    it = table.erase(it);
    ++erased;
  }
  return erased;
}

bool is_over(const Tables& tables, const RefreshFamily& family,
             const outbound::Housekeeping::Order& order) {
  return !is_live({family, standing(tables, family)}, order.idle_lifetime, order.over_at);
}

}  // namespace

std::optional<Instant> Housekeeping::kept_until() {
  return database_.with([](const Tables& tables) -> std::optional<Instant> {
    if (!tables.housekeeping_lease) return std::nullopt;
    return tables.housekeeping_lease->held_until;
  });
}

bool Housekeeping::claim(const std::string& node, Instant now, Instant until) {
  return database_.with([&](Tables& tables) {
    auto& lease = tables.housekeeping_lease;
    const bool is_held = lease && lease->holder != node && lease->held_until > now;
    if (is_held && lease->held_until <= until + clock_slack) return false;
    lease = Lease{node, until};
    return true;
  });
}

Swept Housekeeping::sweep(const Order& order) {
  return database_.with([&](Tables& tables) {
    std::size_t removed = erase_some(tables.families, order.limit, [&](const auto& family) {
      return is_over(tables, family, order);
    });
    removed += erase_some(tables.revoked_tokens, order.limit - removed,
                          [&](Instant expires_at) { return order.over_at >= expires_at; });
    removed += erase_some(tables.idempotent_requests, order.limit - removed,
                          [&](const auto& r) { return order.over_at >= r.expires_at; });
    removed += erase_some(tables.authorization_codes, order.limit - removed, [&](const auto& c) {
      return order.over_at >= c.expires_at + code_memory;
    });
    removed += erase_some(tables.browser_sessions, order.limit - removed,
                          [&](const auto& row) { return order.over_at >= row.session.expires_at; });
    removed += erase_some(tables.attempts, order.limit - removed, [&](const auto& tally) {
      return order.over_at >= expires_at(tally);
    });
    removed += erase_some(tables.consents, order.limit - removed, [&](const auto& consent) {
      return !tables.users.contains(consent.user) || !tables.clients.contains(consent.client);
    });
    return Swept{.removed = removed, .more = removed == order.limit};
  });
}

Backlog Housekeeping::backlog(const Order& order) {
  return database_.with([&](Tables& tables) {
    Backlog backlog;
    const auto add = [&](Instant expired_at) {
      if (backlog.waiting < order.limit) ++backlog.waiting;
      backlog.since = std::min(expired_at, backlog.since.value_or(expired_at));
    };
    const auto add_expired = [&](const auto& rows, const auto& expiry_of) {
      for (const auto& [id, row] : rows) {
        if (const Instant expired_at = expiry_of(row); order.over_at >= expired_at) add(expired_at);
      }
    };
    for (const auto& [id, family] : tables.families) {
      const auto expired_at = refresh_expires_at(family, order.idle_lifetime);
      if (is_over(tables, family, order)) add(std::min(expired_at, order.over_at));
    }
    add_expired(tables.revoked_tokens, [](Instant expires_at) { return expires_at; });
    add_expired(tables.idempotent_requests, [](const auto& row) { return row.expires_at; });
    add_expired(tables.authorization_codes,
                [](const auto& code) { return code.expires_at + code_memory; });
    add_expired(tables.browser_sessions, [](const auto& row) { return row.session.expires_at; });
    add_expired(tables.attempts, [](const auto& tally) { return expires_at(tally); });
    return backlog;
  });
}

}  // namespace chancery::memory
