#include "adapters/sql/attempt_store.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "adapters/sql/database.hpp"

namespace chancery::sql {
namespace {

constexpr Statement select_tallies(
    "SELECT id, forgiven_at, held_until, trusted_until FROM attempts"
    " WHERE id IN ($1, $2, $3, $4)");

constexpr Statement insert_tally(
    "INSERT INTO attempts (id, forgiven_at, held_until, trusted_until, expires_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING");

constexpr Statement update_tally(
    "UPDATE attempts SET forgiven_at = $1, held_until = $2, trusted_until = $3, expires_at = $4"
    " WHERE id = $5 AND forgiven_at = $6 AND held_until = $7 AND trusted_until = $8");

constexpr Statement delete_tally(
    "DELETE FROM attempts"
    " WHERE id = $1 AND forgiven_at = $2 AND held_until = $3 AND trusted_until = $4");

constexpr AttemptTally nothing{};

AttemptTally tally_from(Row& row) {
  return {
      .forgiven_at = row.instant(), .held_until = row.instant(), .trusted_until = row.instant()};
}

}  // namespace

std::vector<AttemptTally> AttemptStore::find(const std::vector<AttemptKey>& keys) {
  assert(keys.size() <= most_keys);
  // No record has an empty id.
  const auto id = [&](std::size_t i) {
    return i < keys.size() ? std::string_view(keys[i].value()) : std::string_view();
  };
  std::map<std::string, AttemptTally, std::less<>> found;
  for (auto& row : database_.query(select_tallies, {id(0), id(1), id(2), id(3)})) {
    auto key = row.text();
    found.insert_or_assign(std::move(key), tally_from(row));
  }
  std::vector<AttemptTally> tallies;
  std::ranges::transform(keys, std::back_inserter(tallies), [&](const auto& key) {
    const auto it = found.find(key.value());
    return it == found.end() ? nothing : it->second;
  });
  return tallies;
}

bool AttemptStore::replace(const AttemptKey& key, const AttemptTally& from,
                           const AttemptTally& to) {
  if (from == nothing && to == nothing) return find({key}).front() == nothing;
  const auto& id = key.value();
  if (from == nothing) {
    return database_.execute_relaxed(
               id, insert_tally,
               {id, to.forgiven_at, to.held_until, to.trusted_until, expires_at(to)}) == 1;
  }
  if (to == nothing) {
    return database_.execute_relaxed(
               id, delete_tally, {id, from.forgiven_at, from.held_until, from.trusted_until}) == 1;
  }
  return database_.execute_relaxed(id, update_tally,
                                   {to.forgiven_at, to.held_until, to.trusted_until, expires_at(to),
                                    id, from.forgiven_at, from.held_until, from.trusted_until}) ==
         1;
}

}  // namespace chancery::sql
