#include "adapters/memory/attempt_store.hpp"

#include <algorithm>
#include <iterator>

namespace chancery::memory {
namespace {

AttemptTally tally_of(const Tables& tables, const AttemptKey& key) {
  const auto found = tables.attempts.find(key);
  return found == tables.attempts.end() ? AttemptTally{} : found->second;
}

}  // namespace

std::vector<AttemptTally> AttemptStore::find(const std::vector<AttemptKey>& keys) {
  return database_.with([&](const Tables& tables) {
    std::vector<AttemptTally> tallies;
    std::ranges::transform(keys, std::back_inserter(tallies),
                           [&](const auto& key) { return tally_of(tables, key); });
    return tallies;
  });
}

bool AttemptStore::replace(const AttemptKey& key, const AttemptTally& from,
                           const AttemptTally& to) {
  return database_.with([&](Tables& tables) {
    if (tally_of(tables, key) != from) return false;
    if (to == AttemptTally{}) {
      tables.attempts.erase(key);
    } else {
      tables.attempts.insert_or_assign(key, to);
    }
    return true;
  });
}

}  // namespace chancery::memory
