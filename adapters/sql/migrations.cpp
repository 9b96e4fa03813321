#include "adapters/sql/migrations.hpp"

#include "adapters/sql/database.hpp"
#include "adapters/sql/dialect.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

constexpr std::string_view create_table =
    "CREATE TABLE IF NOT EXISTS schema_migrations (\n"
    "  version    BIGINT NOT NULL PRIMARY KEY,\n"
    "  name       TEXT NOT NULL,\n"
    "  checksum   TEXT NOT NULL,\n"
    "  applied_at BIGINT NOT NULL\n"
    ");\n";

constexpr Statement select_applied(
    "SELECT version, name, checksum, applied_at FROM schema_migrations ORDER BY version");
constexpr Statement insert_applied(
    "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)");

struct AppliedRow {
  Migrations::Applied applied;
  std::string checksum;
};

AppliedRow applied_from(Row& row) {
  const auto version = row.integer();
  auto name = row.text();
  auto checksum = row.text();
  return {{version, std::move(name), row.instant()}, std::move(checksum)};
}

/// Throws unless the applied steps are the first ones of those known.
void check(const std::vector<AppliedRow>& rows, std::span<const Migration> known) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto step = "schema step " + std::to_string(rows[i].applied.version);
    if (i >= known.size()) {
      throw SchemaMismatch("the database has " + step + ", which this program does not know",
                           "the database is newer than the program: install the newer release");
    }
    if (rows[i].applied.version != known[i].version || rows[i].checksum != known[i].checksum) {
      throw SchemaMismatch(
          step + " of the database is another one than this program's",
          "use the release that made the schema, or restore a backup made by this one");
    }
  }
}

template <class Reader>
std::vector<AppliedRow> read_applied(Reader& reader, Engine engine,
                                     std::span<const Migration> known) {
  if (reader.query(has_migrations_table(engine), {}).at(0).integer() == 0) return {};
  std::vector<AppliedRow> rows;
  for (auto& row : reader.query(select_applied, {})) rows.push_back(applied_from(row));
  check(rows, known);
  return rows;
}

}  // namespace

std::vector<Migrations::Applied> Migrations::status() {
  std::vector<Applied> applied;
  for (auto& row : read_applied(database_, database_.engine(), known_)) {
    applied.push_back(std::move(row.applied));
  }
  return applied;
}

std::vector<Migration> Migrations::pending() {
  const auto missing = known_.subspan(status().size());
  return {missing.begin(), missing.end()};
}

std::size_t Migrations::up(Instant now) {
  const auto engine = database_.engine();
  std::size_t applied_here = 0;
  for (const auto& migration : pending()) {
    const bool applied = database_.transact([&](Session& session) {
      session.run_script(migration_prologue(engine));
      session.run_script(create_table);
      const auto done = read_applied(session, engine, known_).size();
      if (done >= static_cast<std::size_t>(migration.version)) return false;
      session.run_script(adapted(migration.script, engine));
      session.execute(insert_applied, {migration.version, migration.name, migration.checksum, now});
      return true;
    });
    if (applied) ++applied_here;
  }
  return applied_here;
}

std::string Migrations::plan() {
  std::string text;
  for (const auto& migration : pending()) {
    if (migration.version == 1) text += create_table;
    text += "\n-- " + std::to_string(migration.version) + ": " + std::string(migration.name) + "\n";
    text += adapted(migration.script, database_.engine());
  }
  return text;
}

}  // namespace chancery::sql
