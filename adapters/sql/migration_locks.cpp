#include "adapters/sql/migration_locks.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace chancery::sql {
namespace {

using Words = std::vector<std::string>;
using enum LockMode;

/// Where the token that begins at `at` ends: a comment, something quoted, or one character.
std::size_t end_of_token(std::string_view text, std::size_t at) {
  const auto from = [&](std::size_t found, std::size_t length) {
    return found == std::string_view::npos ? text.size() : found + length;
  };
  if (text.substr(at, 2) == "--") return from(text.find('\n', at), 0);
  if (text[at] == '\'' || text[at] == '"') return from(text.find(text[at], at + 1), 1);
  return at + 1;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The words and signs of a statement, without comments and what is quoted.
Words words_of(std::string_view statement) {
  Words words;
  bool inside = false;
  for (std::size_t at = 0; at < statement.size();) {
    const auto end = end_of_token(statement, at);
    const char c = statement[at];
    const bool word = end == at + 1 && is_word_character(c);
    if (word && inside) {
      words.back() += c;
    } else if (word || c == '(') {
      words.emplace_back(1, c);
    }
    inside = word;
    at = end;
  }
  return words;
}

bool begins_with(std::span<const std::string> words, std::span<const std::string_view> beginning) {
  return words.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), words.begin());
}

/// The words behind each occurrence of one.
Words behind(const Words& words, std::string_view word) {
  Words found;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == word) found.push_back(words[i + 1]);
  }
  return found;
}

/// The tables that are read; not what a function or another SELECT gives.
Words read_tables(const Words& words) {
  Words found;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool function = i + 2 < words.size() && words[i + 2] == "(";
    const bool reads = words[i] == "FROM" || words[i] == "JOIN";
    if (reads && !function && words[i + 1] != "(") found.push_back(words[i + 1]);
  }
  return found;
}

bool has(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// A kind of statement: how it begins, once `IF [NOT] EXISTS` is left out; where its table is
/// named; and the lock that it takes on it. The first one that fits counts.
struct Kind {
  std::vector<std::string_view> beginning;
  /// Has this word further on, too.
  std::string_view with;
  enum class Place { made, next, dropped, behind_on, by_index } place;
  LockMode mode;
};

const Kind kinds[] = {
    {{"CREATE", "TABLE"}, "", Kind::Place::made, access_exclusive},
    {{"CREATE", "INDEX", "CONCURRENTLY"}, "", Kind::Place::behind_on, share_update_exclusive},
    {{"CREATE", "UNIQUE", "INDEX", "CONCURRENTLY"},
     "",
     Kind::Place::behind_on,
     share_update_exclusive},
    {{"CREATE", "INDEX"}, "", Kind::Place::behind_on, share},
    {{"CREATE", "UNIQUE", "INDEX"}, "", Kind::Place::behind_on, share},
    {{"DROP", "INDEX"}, "", Kind::Place::by_index, access_exclusive},
    {{"DROP", "TABLE"}, "", Kind::Place::dropped, access_exclusive},
    {{"ALTER", "TABLE"}, "COLUMN", Kind::Place::next, access_exclusive},
    {{"ALTER", "TABLE"}, "VALIDATE", Kind::Place::next, share_update_exclusive},
    {{"ALTER", "TABLE"}, "FOREIGN", Kind::Place::next, share_row_exclusive},
    {{"ALTER", "TABLE"}, "", Kind::Place::next, access_exclusive},
    {{"INSERT", "INTO"}, "", Kind::Place::next, row_exclusive},
    {{"UPDATE"}, "", Kind::Place::next, row_exclusive},
    {{"DELETE", "FROM"}, "", Kind::Place::next, row_exclusive},
};

const Kind* kind_of(const Words& words) {
  const auto it = std::ranges::find_if(kinds, [&](const Kind& kind) {
    return begins_with(words, kind.beginning) && (kind.with.empty() || has(words, kind.with));
  });
  return it == std::end(kinds) ? nullptr : it;
}

void add(std::vector<TableLock>& locks, const std::string& table, LockMode mode) {
  const auto known = std::ranges::find(locks, table, &TableLock::table);
  if (known == locks.end()) {
    locks.push_back({table, mode});
  } else {
    known->mode = std::max(known->mode, mode);
  }
}

}  // namespace

std::string_view name(LockMode mode) {
  switch (mode) {
    case access_share: return "ACCESS SHARE";
    case row_exclusive: return "ROW EXCLUSIVE";
    case share_update_exclusive: return "SHARE UPDATE EXCLUSIVE";
    case share: return "SHARE";
    case share_row_exclusive: return "SHARE ROW EXCLUSIVE";
    case access_exclusive: return "ACCESS EXCLUSIVE";
  }
  std::unreachable();
}

std::vector<std::string> statements_of(std::string_view script) {
  std::vector<std::string> statements;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < script.size();) {
    const auto end = end_of_token(script, at);
    if (script[at] == ';') {
      begin = script.find_first_not_of(" \n", begin);
      statements.emplace_back(script.substr(begin, end - begin));
      begin = end;
    }
    at = end;
  }
  return statements;
}

std::optional<std::vector<TableLock>> LockForecast::locks(std::string_view statement) {
  auto words = words_of(statement);
  std::erase_if(words, [](const std::string& word) {
    return word == "IF" || word == "NOT" || word == "EXISTS";
  });
  const auto* kind = kind_of(words);
  if (kind == nullptr) return std::nullopt;
  const auto operand = kind->beginning.size();
  const auto named = operand < words.size() ? words[operand] : std::string();

  const auto references = behind(words, "REFERENCES");

  std::vector<TableLock> locks;
  switch (kind->place) {
    case Kind::Place::made:
      made_here_.insert(named);
      references_of_[named] = references;
      break;
    case Kind::Place::dropped:
      for (const auto& table : references_of_[named]) add(locks, table, kind->mode);
      [[fallthrough]];
    case Kind::Place::next: add(locks, named, kind->mode); break;
    case Kind::Place::by_index:
      if (!table_of_index_.contains(named)) return std::nullopt;
      add(locks, table_of_index_[named], kind->mode);
      break;
    case Kind::Place::behind_on:
      for (const auto& table : behind(words, "ON")) {
        add(locks, table, kind->mode);
        table_of_index_[named] = table;
      }
      break;
  }
  for (const auto& table : references) add(locks, table, share_row_exclusive);
  for (const auto& table : read_tables(words)) add(locks, table, access_share);
  std::erase_if(locks, [&](const TableLock& lock) { return made_here_.contains(lock.table); });
  return locks;
}

}  // namespace chancery::sql
