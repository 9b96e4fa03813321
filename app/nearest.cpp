#include "app/nearest.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace chancery {
namespace {

/// Levenshtein's distance, one row of the table at a time.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto replaced = diagonal + (a[i] == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

std::size_t distance(std::string_view word, std::string_view known) {
  if (!word.empty() && known.starts_with(word)) return 1;
  return edit_distance(word, known);
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known) {
  // The table is quadratic, and a word longer than any name is near none.
  constexpr std::size_t longest_word = 64;
  word = word.substr(0, longest_word);
  std::optional<std::string> best;
  auto best_distance = std::numeric_limits<std::size_t>::max();
  for (const auto& candidate : known) {
    const auto here = distance(word, candidate);
    if (here >= best_distance) continue;
    best = candidate;
    best_distance = here;
  }
  return best;
}

}  // namespace chancery
