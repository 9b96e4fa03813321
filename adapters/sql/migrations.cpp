#include "adapters/sql/migrations.hpp"

#include <algorithm>

#include "adapters/sql/database.hpp"
#include "adapters/sql/dialect.hpp"
#include "adapters/sql/session.hpp"

namespace chancery::sql {
namespace {

constexpr std::string_view create_tables =
    "CREATE TABLE IF NOT EXISTS schema_migrations (\n"
    "  version    BIGINT NOT NULL PRIMARY KEY,\n"
    "  name       TEXT NOT NULL,\n"
    "  checksum   TEXT NOT NULL,\n"
    "  applied_at BIGINT NOT NULL\n"
    ");\n"
    "CREATE TABLE IF NOT EXISTS compatible_migrations (version BIGINT NOT NULL PRIMARY KEY);\n";

constexpr Statement select_applied(
    "SELECT version, name, checksum, applied_at FROM schema_migrations ORDER BY version");
constexpr Statement select_compatible(
    "SELECT count(*) FROM compatible_migrations WHERE version = $1");

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

std::string named(std::int64_t version) { return "schema step " + std::to_string(version); }

/// Throws unless the applied steps that are known here are the first ones, as they are known.
void check(const std::vector<AppliedRow>& rows, std::span<const Migration> known) {
  for (std::size_t i = 0; i < std::min(rows.size(), known.size()); ++i) {
    if (rows[i].applied.version != known[i].version || rows[i].checksum != known[i].checksum) {
      throw SchemaMismatch(
          named(rows[i].applied.version) + " of the database is another one than this program's",
          "use the release that made the schema, or restore a backup made by this one");
    }
  }
}

template <class Reader>
bool has_table(Reader& reader, Engine engine, const char* table) {
  return reader.query(count_tables(engine), {table}).at(0).integer() == 1;
}

/// Throws unless what is applied beyond the known steps is one, marked compatible.
template <class Reader>
void check_ahead(Reader& reader, Engine engine, std::span<const AppliedRow> unknown) {
  if (unknown.empty()) return;
  const auto version = unknown.front().applied.version;
  if (unknown.size() == 1 && has_table(reader, engine, "compatible_migrations") &&
      reader.query(select_compatible, {version}).at(0).integer() == 1) {
    return;
  }
  throw SchemaMismatch("the database has " + named(unknown.back().applied.version) +
                           ", which this program " +
                           (unknown.size() == 1 ? "cannot serve with" : "is too old for"),
                       "the database is newer than the program: install the newer release");
}

template <class Reader>
std::vector<AppliedRow> read_applied(Reader& reader, Engine engine,
                                     std::span<const Migration> known) {
  if (!has_table(reader, engine, "schema_migrations")) return {};
  std::vector<AppliedRow> rows;
  for (auto& row : reader.query(select_applied, {})) rows.push_back(applied_from(row));
  check(rows, known);
  check_ahead(reader, engine, std::span(rows).subspan(std::min(rows.size(), known.size())));
  return rows;
}

/// What makes a step one of those that are applied. Of our own files' names and digests: there is
/// nothing to escape.
std::string bookkeeping(const Migration& migration, Instant now) {
  const auto version = std::to_string(migration.version);
  auto text = "INSERT INTO schema_migrations (version, name, checksum, applied_at)\n  VALUES (" +
              version + ", '" + std::string(migration.name) + "', '" +
              std::string(migration.checksum) + "', " +
              std::to_string(now.time_since_epoch().count()) + ");\n";
  if (migration.compatible) {
    text += "INSERT INTO compatible_migrations (version) VALUES (" + version + ");\n";
  }
  return text;
}

std::string whole_script(const Migration& migration, Engine engine, Instant now, bool first) {
  return std::string(first ? create_tables : "") + adapted(migration.script, engine) +
         bookkeeping(migration, now);
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
  const auto missing = known_.subspan(std::min(status().size(), known_.size()));
  return {missing.begin(), missing.end()};
}

void Migrations::must_serve(std::int64_t needed) {
  const auto applied = static_cast<std::int64_t>(status().size());
  if (applied >= needed) return;
  throw SchemaMismatch(applied == 0 ? "the database has no schema yet"
                                    : "the database has " + named(applied) +
                                          ", this program needs " + std::to_string(needed),
                       "run: chancery migrate up");
}

std::size_t Migrations::up(Instant now) {
  const auto engine = database_.engine();
  std::size_t applied_here = 0;
  const auto missing = pending();
  for (const auto& migration : missing) {
    const bool first = &migration == &missing.front();
    const bool applied = database_.transact([&](Session& session) {
      session.run_script(migration_prologue(engine));
      const auto done = read_applied(session, engine, known_).size();
      if (done >= static_cast<std::size_t>(migration.version)) return false;
      session.run_script(whole_script(migration, engine, now, first));
      return true;
    });
    if (applied) ++applied_here;
  }
  return applied_here;
}

std::vector<PlannedStep> Migrations::plan(Instant now) {
  std::vector<PlannedStep> steps;
  const auto engine = database_.engine();
  const auto first_pending = std::min(status().size(), known_.size());
  LockForecast forecast;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const auto& migration = known_[i];
    PlannedStep step{migration.version, migration.name, migration.compatible, {}};
    forecast.begin_step();
    for (auto& text : statements_of(whole_script(migration, engine, now, i == first_pending))) {
      auto locks = forecast.locks(text);
      step.statements.push_back({std::move(text), std::move(locks)});
    }
    if (i >= first_pending) steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace chancery::sql
