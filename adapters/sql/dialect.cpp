#include "adapters/sql/dialect.hpp"

#include <utility>

namespace chancery::sql {
namespace {

constexpr std::pair<std::string_view, std::string_view> to_sqlite[] = {
    // SQLite compares bytes unless told otherwise.
    {" COLLATE \"C\"", ""},
    {"BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT"},
    {"json_array_elements_text(u.roles::json) AS r(value)", "json_each(u.roles) AS r"},
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

constexpr Statement sqlite_count_tables(
    "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1");
constexpr Statement postgresql_count_tables(
    "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass($1)");

}  // namespace

std::string adapted(std::string_view migration, Engine engine) {
  std::string text(migration);
  if (engine == Engine::sqlite) {
    for (const auto& [from, to] : to_sqlite) replace_all(text, from, to);
  }
  return text;
}

const Statement& count_tables(Engine engine) {
  return engine == Engine::sqlite ? sqlite_count_tables : postgresql_count_tables;
}

// The lock is the transaction's, so that it holds behind a pooler too. Whoever waits for another's
// migration waits as long as that takes; who waits for a table gives up before the requests that
// queue behind it do.
std::string_view migration_prologue(Engine engine) {
  if (engine == Engine::sqlite) return "";  // the writer has the file to itself
  return "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;"
         " SELECT pg_advisory_xact_lock(7165063270091283); SET LOCAL lock_timeout = '1s'";
}

}  // namespace chancery::sql
