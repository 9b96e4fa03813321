#include "adapters/sql/password_census.hpp"

#include <map>

#include "adapters/sql/database.hpp"

namespace chancery::sql {
namespace {

// All accounts first, then those that are not of argon2id: by what stands before the second `$` or
// the `}`, and NULL for those without a password. The condition is the index's, word by word.
constexpr Statement count_by_scheme(
    "SELECT 1, NULL, count(*) FROM users UNION ALL"
    " SELECT 0, substr(password_hash, 1, length(password_hash)"
    " - length(ltrim(substr(password_hash, 2),"
    " '-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'))) AS scheme, count(*)"
    " FROM users WHERE coalesce(substr(password_hash, 2, 8), '') NOT IN ('argon2id', 'peppered')"
    " GROUP BY scheme");

}  // namespace

std::vector<outbound::PasswordCount> PasswordCensus::count() {
  std::int64_t others = 0;
  std::int64_t all = 0;
  std::map<PasswordAlgorithm, std::int64_t> accounts;
  for (auto& row : database_.query(count_by_scheme, {})) {
    const bool is_all = row.flag();
    const auto scheme = row.optional_text();
    const auto count = row.integer();
    (is_all ? all : others) += count;
    const auto algorithm = scheme ? algorithm_of_scheme(*scheme) : std::nullopt;
    if (algorithm) accounts[*algorithm] += count;
  }
  accounts[PasswordAlgorithm::argon2id] += all - others;
  std::vector<outbound::PasswordCount> counts;
  for (const auto& [algorithm, count] : accounts) {
    if (count > 0) counts.push_back({algorithm, static_cast<std::uint64_t>(count)});
  }
  return counts;
}

}  // namespace chancery::sql
