// The schema's steps: each once, in order, whole or not at all, and never over an unknown schema.

#include "adapters/sql/migrations.hpp"

#include "adapters/sql/session.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery::sql {
namespace {

using samples::noon;
using namespace std::chrono_literals;

constexpr Migration one{1, "one", "checksum-1", "CREATE TABLE one (a BIGINT);"};
constexpr Migration two{2, "two", "checksum-2", "CREATE TABLE two (a BIGINT);"};
constexpr Migration other_two{2, "two", "checksum-x", "CREATE TABLE two (b BIGINT);"};
constexpr Migration compatible_two{2, "two", "checksum-2", "CREATE TABLE two (a BIGINT);", true};
constexpr Migration compatible_three{3, "three", "checksum-3", "CREATE TABLE three (a BIGINT);",
                                     true};
constexpr Migration bad_two{2, "bad", "checksum-b",
                            "CREATE TABLE half (a BIGINT); CREATE TABLE one (a BIGINT);"};

constexpr Statement read_one("SELECT count(*) FROM one");
constexpr Statement read_two("SELECT count(*) FROM two");
constexpr Statement read_half("SELECT count(*) FROM half");

std::string text_of(const std::vector<PlannedStep>& plan) {
  std::string text;
  for (const auto& step : plan) {
    for (const auto& statement : step.statements) text += statement.text + "\n";
  }
  return text;
}

struct SqliteDatabase : SqliteFile {
  std::unique_ptr<Database> database = Database::open(url, patient());
};

struct PostgresDatabase {
  std::string url = PostgresServer::instance().new_schema();
  std::unique_ptr<Database> database = Database::open(url, patient());
};

template <class Opened>
class MigrationsTest : public testing::Test {
 protected:
  bool exists(const Statement& reading) {
    try {
      return !opened.database->query(reading, {}).empty();
    } catch (const Unavailable&) {
      return false;
    }
  }
  Migrations with(std::span<const Migration> known) { return Migrations(*opened.database, known); }

  Opened opened;
};
using EveryKindOfDatabase = testing::Types<SqliteDatabase, PostgresDatabase>;
TYPED_TEST_SUITE(MigrationsTest, EveryKindOfDatabase);

TYPED_TEST(MigrationsTest, ANewDatabaseHasNothingAndAskingMakesNothing) {
  const Migration known[] = {one, two};
  auto migrations = this->with(known);
  EXPECT_TRUE(migrations.status().empty());
  ASSERT_EQ(migrations.pending().size(), 2U);
  EXPECT_EQ(migrations.pending()[1].name, "two");
  EXPECT_NE(text_of(migrations.plan(noon)).find("CREATE TABLE two"), std::string::npos);
  static constexpr Statement read_table("SELECT count(*) FROM schema_migrations");
  EXPECT_FALSE(this->exists(read_table));
}

TYPED_TEST(MigrationsTest, UpAppliesWhatIsMissingOnce) {
  const Migration known[] = {one, two};
  auto first = this->with(std::span(known, 1));
  EXPECT_EQ(first.up(noon), 1U);
  EXPECT_TRUE(this->exists(read_one));
  EXPECT_FALSE(this->exists(read_two));

  auto both = this->with(known);
  ASSERT_EQ(both.pending().size(), 1U);
  EXPECT_EQ(text_of(both.plan(noon)).find("CREATE TABLE one"), std::string::npos);
  EXPECT_EQ(both.up(noon + 60s), 1U);
  EXPECT_EQ(both.up(noon + 90s), 0U);
  EXPECT_TRUE(this->exists(read_two));
  EXPECT_TRUE(both.pending().empty());
  EXPECT_TRUE(both.plan(noon).empty());

  const auto applied = both.status();
  ASSERT_EQ(applied.size(), 2U);
  EXPECT_EQ(applied[0].version, 1);
  EXPECT_EQ(applied[0].name, "one");
  EXPECT_EQ(applied[0].applied_at, noon);
  EXPECT_EQ(applied[1].version, 2);
  EXPECT_EQ(applied[1].applied_at, noon + 60s);
}

TYPED_TEST(MigrationsTest, AStepThatFailsIsUndoneWholly) {
  const Migration known[] = {one, bad_two};
  EXPECT_THROW(this->with(known).up(noon), Unavailable);
  EXPECT_TRUE(this->exists(read_one));
  EXPECT_FALSE(this->exists(read_half));
  EXPECT_EQ(this->with(known).status().size(), 1U);

  const Migration mended[] = {one, two};
  EXPECT_EQ(this->with(mended).up(noon), 1U);
}

TYPED_TEST(MigrationsTest, AnAppliedStepThatIsAnotherIsRefusedWithAHint) {
  const Migration applied[] = {one, two};
  this->with(applied).up(noon);
  const Migration known[] = {one, other_two};
  for (const auto& ask :
       std::vector<std::function<void()>>{[&] { static_cast<void>(this->with(known).status()); },
                                          [&] { static_cast<void>(this->with(known).pending()); },
                                          [&] { static_cast<void>(this->with(known).plan(noon)); },
                                          [&] { this->with(known).up(noon); }}) {
    try {
      ask();
      FAIL();
    } catch (const SchemaMismatch& mismatch) {
      EXPECT_NE(std::string(mismatch.what()).find("step 2"), std::string::npos);
      EXPECT_FALSE(mismatch.hint().empty());
    }
  }
}

struct Ahead {
  const char* name;
  std::vector<Migration> applied;
  bool served;
};

TYPED_TEST(MigrationsTest, OneCompatibleStepAheadIsPutUpWithAndNothingElse) {
  const Migration known[] = {one};
  const Ahead table[] = {
      {"one step that the program before cannot live with", {one, two}, false},
      {"one compatible step", {one, compatible_two}, true},
      {"two compatible steps", {one, compatible_two, compatible_three}, false},
      {"a compatible step after another one", {one, two, compatible_three}, false},
  };
  for (const auto& [name, applied, served] : table) {
    SCOPED_TRACE(name);
    TypeParam fresh;
    EXPECT_EQ(Migrations(*fresh.database, applied).up(noon), applied.size());
    Migrations older(*fresh.database, known);
    if (served) {
      older.must_serve(1);
      EXPECT_EQ(older.up(noon), 0U);
      EXPECT_TRUE(older.plan(noon).empty());
      ASSERT_EQ(older.status().size(), 2U);
      EXPECT_EQ(older.status()[1].name, "two");
      continue;
    }
    try {
      older.must_serve(1);
      FAIL();
    } catch (const SchemaMismatch& mismatch) {
      EXPECT_NE(mismatch.hint().find("newer"), std::string::npos);
    }
    EXPECT_THROW(older.up(noon), SchemaMismatch);
  }
}

TYPED_TEST(MigrationsTest, AStepAheadThatNobodyCalledCompatibleIsNot) {
  const Migration known[] = {one};
  this->with(known).up(noon);
  auto& database = *this->opened.database;
  static constexpr Statement add(
      "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (2, 'x', 'x', "
      "0)");
  database.execute(add, {});
  EXPECT_THROW(this->with(known).must_serve(1), SchemaMismatch);
  static constexpr Statement drop("DROP TABLE compatible_migrations");
  database.execute(drop, {});
  EXPECT_THROW(this->with(known).must_serve(1), SchemaMismatch);
}

TYPED_TEST(MigrationsTest, ASchemaServesFromTheStepOnThatIsNeeded) {
  const Migration known[] = {one, two};
  EXPECT_THROW(this->with(known).must_serve(1), SchemaMismatch);
  this->with(std::span(known, 1)).up(noon);
  this->with(known).must_serve(1);
  try {
    this->with(known).must_serve(2);
    FAIL();
  } catch (const SchemaMismatch& mismatch) {
    EXPECT_STREQ(mismatch.what(), "the database has schema step 1, this program needs 2");
    EXPECT_EQ(mismatch.hint(), "run: chancery migrate up");
  }
  this->with(known).up(noon);
  this->with(known).must_serve(2);
}

TYPED_TEST(MigrationsTest, ThePlanIsWhatUpRuns) {
  auto migrations = Migrations(*this->opened.database);
  const auto plan = text_of(migrations.plan(noon));
  EXPECT_TRUE(this->opened.database->transact([&](Session& session) {
    session.run_script(plan);
    return true;
  }));
  EXPECT_EQ(migrations.up(noon), 0U);
  migrations.must_serve();
  RefreshFamilyStore families(*this->opened.database);
  families.add(samples::family(), samples::event(AuditType::login_succeeded));
  EXPECT_TRUE(families.find(samples::family().id));
}

constexpr Statement insert_old_user(
    "INSERT INTO users (id, email, email_key, email_verified, roles, claims, disabled, epoch,"
    " version, created_at, updated_at) VALUES ($1, $1, $1, 0, $2, '{}', 0, 1, 0, 0, 0)");

TYPED_TEST(MigrationsTest, TheRolesOfOldAccountsAreFound) {
  auto first = this->with(known_migrations().first(1));
  EXPECT_EQ(first.up(noon), 1U);
  auto& database = *this->opened.database;
  database.execute(insert_old_user, {"u1", R"(["admin","a \u003c b"])"});
  database.execute(insert_old_user, {"u2", "[]"});
  Migrations(database).up(noon);
  UserStore users(database);
  EXPECT_EQ(users.list({.role = "admin"}, std::nullopt, 9).size(), 1U);
  EXPECT_EQ(users.list({.role = "a < b"}, std::nullopt, 9).size(), 1U);
}

TEST(KnownMigrations, AreNumberedFromOneWithoutAGap) {
  std::int64_t expected = 0;
  for (const auto& migration : known_migrations()) {
    EXPECT_EQ(migration.version, ++expected);
    EXPECT_EQ(migration.checksum.size(), 64U);
    EXPECT_FALSE(migration.script.empty());
  }
  EXPECT_GT(expected, 0);
}

TEST(KnownMigrations, OneOfThemIsTheOneThatServingNeeds) {
  EXPECT_GE(needed_step, 1);
  EXPECT_LE(needed_step, static_cast<std::int64_t>(known_migrations().size()));
}

}  // namespace
}  // namespace chancery::sql
