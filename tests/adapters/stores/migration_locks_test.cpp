// What a plan says of locks is held against what PostgreSQL locks.

#include "adapters/sql/migration_locks.hpp"

#include "adapters/sql/session.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery::sql {
namespace {

using enum LockMode;
using Locks = std::vector<TableLock>;

TEST(MigrationStatements, AreCutAtSemicolonsThatEndThem) {
  EXPECT_EQ(statements_of(""), std::vector<std::string>{});
  EXPECT_EQ(statements_of("-- nothing; at all\n"), std::vector<std::string>{});
  EXPECT_EQ(statements_of("-- one; two\nSELECT ';', \"a;b\" -- ;\n;\n\nSELECT 2;\n"),
            (std::vector<std::string>{"-- one; two\nSELECT ';', \"a;b\" -- ;\n;", "SELECT 2;"}));
}

constexpr Statement select_tables(
    "SELECT c.oid::text, c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = "
    "to_regnamespace(current_schema())");
// The locks of foreign keys that are checked are left out of what is told.
constexpr Statement select_locks(
    "SELECT relation::text, mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation IS NOT "
    "NULL AND mode <> 'RowShareLock'");

LockMode mode_from(const std::string& word) {
  for (const auto mode : {access_share, row_exclusive, share_update_exclusive, share,
                          share_row_exclusive, access_exclusive}) {
    std::string plain(name(mode));
    std::erase(plain, ' ');
    std::string upper = word;
    for (auto& c : upper) c = static_cast<char>(std::toupper(c));
    if (upper == plain + "LOCK") return mode;
  }
  throw std::runtime_error("a lock that no migration takes: " + word);
}

class Postgres {
 public:
  void prepare(const std::string& script) {
    database_->transact([&](Session& session) {
      session.run_script(script);
      return true;
    });
  }

  /// The strongest lock on each table that was there before, by name. Leaves the statement undone.
  std::map<std::string, LockMode> locks(const std::string& statement) {
    std::map<std::string, std::string> tables;
    for (auto& row : database_->query(select_tables, {})) {
      auto oid = row.text();
      tables.emplace(std::move(oid), row.text());
    }
    std::map<std::string, LockMode> found;
    database_->transact([&](Session& session) {
      session.run_script(statement);
      for (auto& row : session.query(select_locks, {})) {
        const auto table = tables.find(row.text());
        if (table == tables.end()) continue;
        const auto mode = mode_from(row.text());
        const auto at = found.emplace(table->second, mode).first;
        at->second = std::max(at->second, mode);
      }
      return false;
    });
    return found;
  }

 private:
  std::unique_ptr<Database> database_ =
      Database::open(PostgresServer::instance().new_schema(), patient());
};

std::map<std::string, LockMode> by_name(const Locks& locks) {
  std::map<std::string, LockMode> map;
  for (const auto& [table, mode] : locks) map.emplace(table, mode);
  return map;
}

/// Every kind of statement that the forecast knows and that may run in a transaction.
const char* const before =
    "CREATE TABLE parents (id BIGINT PRIMARY KEY);"
    "CREATE TABLE a (id BIGINT, parent BIGINT);"
    "CREATE TABLE children (id BIGINT, parent BIGINT REFERENCES parents (id));"
    "CREATE INDEX a_ids ON a (id);"
    "ALTER TABLE a ADD CONSTRAINT late CHECK (id > 0) NOT VALID;";

const std::pair<const char*, Locks> kinds[] = {
    {"CREATE TABLE b (id BIGINT);", {}},
    {"CREATE TABLE IF NOT EXISTS b (id BIGINT REFERENCES parents (id) ON DELETE CASCADE);",
     {{"parents", share_row_exclusive}}},
    {"CREATE INDEX a_parents ON a (parent);", {{"a", share}}},
    {"CREATE UNIQUE INDEX IF NOT EXISTS a_parents ON a (parent) WHERE id > 3;", {{"a", share}}},
    {"DROP INDEX a_ids;", {{"a", access_exclusive}}},
    {"DROP TABLE a;", {{"a", access_exclusive}}},
    {"DROP TABLE IF EXISTS children;",
     {{"parents", access_exclusive}, {"children", access_exclusive}}},
    {"ALTER TABLE a ADD COLUMN note TEXT NOT NULL DEFAULT '; FROM parents';",
     {{"a", access_exclusive}}},
    {"ALTER TABLE a ADD COLUMN p BIGINT REFERENCES parents (id);",
     {{"a", access_exclusive}, {"parents", share_row_exclusive}}},
    {"ALTER TABLE a DROP COLUMN parent;", {{"a", access_exclusive}}},
    {"ALTER TABLE a RENAME COLUMN parent TO p;", {{"a", access_exclusive}}},
    {"ALTER TABLE a ADD CONSTRAINT c CHECK (id > 1) NOT VALID;", {{"a", access_exclusive}}},
    {"ALTER TABLE a VALIDATE CONSTRAINT late;", {{"a", share_update_exclusive}}},
    {"ALTER TABLE a ADD FOREIGN KEY (parent) REFERENCES parents (id);",
     {{"a", share_row_exclusive}, {"parents", share_row_exclusive}}},
    {"INSERT INTO a (id) SELECT p.id FROM parents p JOIN children c ON c.parent = p.id;",
     {{"a", row_exclusive}, {"parents", access_share}, {"children", access_share}}},
    {"-- why; FROM nowhere\nUPDATE a SET id = 2 WHERE id IN (SELECT id FROM parents);",
     {{"a", row_exclusive}, {"parents", access_share}}},
    {"DELETE FROM a WHERE id = 1;", {{"a", row_exclusive}}},
    {"INSERT INTO a (id) SELECT 1 FROM (SELECT 2) AS two, json_array_elements('[]') AS r;",
     {{"a", row_exclusive}}},
};

TEST(MigrationLocks, AreThoseThatPostgresqlTakes) {
  Postgres postgres;
  postgres.prepare(before);
  for (const auto& [statement, expected] : kinds) {
    SCOPED_TRACE(statement);
    LockForecast forecast;
    for (const auto& text : statements_of(before)) static_cast<void>(forecast.locks(text));
    forecast.begin_step();
    const auto told = forecast.locks(statement);
    ASSERT_TRUE(told);
    EXPECT_EQ(*told, expected);
    EXPECT_EQ(by_name(expected), postgres.locks(statement));
  }
}

TEST(MigrationLocks, OfAnIndexThatIsMadeBesideTheRequestsAreWeak) {
  LockForecast forecast;
  for (const auto* statement : {"CREATE INDEX CONCURRENTLY i ON a (id);",
                                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON a (id);"}) {
    EXPECT_EQ(forecast.locks(statement), (Locks{{"a", share_update_exclusive}}));
  }
}

TEST(MigrationLocks, OfWhatTheStepMadeItselfAreNotTold) {
  LockForecast forecast;
  EXPECT_EQ(forecast.locks("CREATE TABLE a (id BIGINT);"), Locks{});
  EXPECT_EQ(forecast.locks("CREATE INDEX i ON a (id);"), Locks{});
  EXPECT_EQ(forecast.locks("DROP INDEX i;"), Locks{});
  forecast.begin_step();
  EXPECT_EQ(forecast.locks("DROP INDEX i;"), (Locks{{"a", access_exclusive}}));
}

TEST(MigrationLocks, OfAnUnknownKindAreNotKnown) {
  LockForecast forecast;
  EXPECT_FALSE(forecast.locks("VACUUM a;"));
  EXPECT_FALSE(forecast.locks("DROP INDEX nowhere;"));
  EXPECT_FALSE(forecast.locks("-- nothing"));
}

/// Each statement of the program's own steps, where the statements before it have run.
TEST(MigrationLocks, OfTheProgramsStepsAreThoseThatPostgresqlTakes) {
  Postgres postgres;
  auto made_up = Database::open(PostgresServer::instance().new_schema(), patient());
  for (const auto& step : Migrations(*made_up).plan(samples::noon)) {
    std::set<std::string> made_here;
    for (const auto& [text, locks] : step.statements) {
      SCOPED_TRACE(text);
      ASSERT_TRUE(locks);
      auto taken = postgres.locks(text);
      std::erase_if(taken, [&](const auto& lock) { return made_here.contains(lock.first); });
      EXPECT_EQ(by_name(*locks), taken);
      if (const auto at = text.find("CREATE TABLE "); at != std::string::npos) {
        const auto rest = text.substr(at + 13 + (text.substr(at + 13, 3) == "IF " ? 14 : 0));
        made_here.insert(rest.substr(0, rest.find(' ')));
      }
      postgres.prepare(text);
    }
  }
}

}  // namespace
}  // namespace chancery::sql
