#include "adapters/memory/session_store.hpp"

#include "adapters/memory/standing.hpp"

namespace chancery::memory {

std::vector<UserSession> SessionStore::list(const Query& query,
                                            const std::optional<FamilyId>& after,
                                            std::size_t limit) {
  return database_.with([&](Tables& tables) {
    std::vector<UserSession> sessions;
    auto it = after ? tables.families.upper_bound(*after) : tables.families.begin();
    for (; it != tables.families.end() && sessions.size() < limit; ++it) {
      const auto& family = it->second;
      const bool live = is_live({family, standing(tables, family)}, query.idle_lifetime, query.now);
      if (!live || !matches(query.filter, family)) continue;
      sessions.push_back(
          session_of(family, tables.clients.at(family.client).name, query.idle_lifetime));
    }
    return sessions;
  });
}

}  // namespace chancery::memory
