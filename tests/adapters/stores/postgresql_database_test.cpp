// What is particular to PostgreSQL: lost connections, conflicts, commits that are none, timeouts.

#include <future>
#include <latch>

#include "adapters/sql/session.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery::sql {
namespace {

using namespace std::chrono_literals;

constexpr Statement select_attempts("SELECT last_value FROM attempts WHERE is_called");
constexpr Statement insert_note("INSERT INTO notes (id) VALUES ($1)");
constexpr Statement select_backend("SELECT pg_backend_pid()");
constexpr Statement select_durability("SELECT current_setting('synchronous_commit')");
constexpr Statement select_notes("SELECT id FROM notes ORDER BY id");

// Each execution counts, whatever becomes of its transaction: a sequence is never rolled back.
constexpr Statement read_that_breaks_once(
    "SELECT id FROM notes WHERE nextval('attempts') = 1"
    " AND pg_terminate_backend(pg_backend_pid())");
constexpr Statement write_that_breaks(
    "UPDATE notes SET id = id + 10 WHERE nextval('attempts') > 0"
    " AND pg_terminate_backend(pg_backend_pid())");
constexpr Statement conflict_twice("SELECT fail_until(3, '40001')");
constexpr Statement write_with_conflict_twice("UPDATE notes SET id = fail_until(3, '40001')");
constexpr Statement write_with_deadlock_twice("UPDATE notes SET id = fail_until(3, '40P01')");
constexpr Statement write_with_endless_conflict("UPDATE notes SET id = fail_until(99, '40001')");
constexpr Statement write_with_other_failure("UPDATE notes SET id = fail_until(99, '53100')");

class PostgresqlDatabase : public testing::Test {
 protected:
  explicit PostgresqlDatabase(Options options = patient())
      : database(Database::open(url, options)) {
    script(
        "CREATE TABLE notes (id BIGINT PRIMARY KEY); INSERT INTO notes VALUES (1);"
        "CREATE SEQUENCE attempts;"
        "CREATE FUNCTION fail_until(success BIGINT, code TEXT) RETURNS BIGINT LANGUAGE plpgsql AS"
        " $$ DECLARE attempt BIGINT := nextval('attempts'); BEGIN"
        " IF attempt < success THEN RAISE EXCEPTION 'not yet' USING ERRCODE = code; END IF;"
        " RETURN attempt; END $$");
  }

  void script(const std::string& text) {
    database->transact([&](Session& session) {
      session.run_script(text);
      return true;
    });
  }
  std::int64_t attempts() { return database->query(select_attempts, {}).at(0).integer(); }
  std::vector<std::int64_t> notes() {
    std::vector<std::int64_t> ids;
    for (auto& row : database->query(select_notes, {})) ids.push_back(row.integer());
    return ids;
  }
  using Ids = std::vector<std::int64_t>;
  std::int64_t backend() { return database->query(select_backend, {}).at(0).integer(); }

  std::string url = PostgresServer::instance().new_schema();
  std::unique_ptr<Database> database;
};

TEST_F(PostgresqlDatabase, AReadWhoseConnectionIsLostIsNotAskedAgainHereButByTheBreaker) {
  EXPECT_THROW(database->query(read_that_breaks_once, {}), Unavailable);
  EXPECT_EQ(attempts(), 1);
  EXPECT_TRUE(database->query(read_that_breaks_once, {}).empty());
}

TEST(PostgresqlDurability, ACommitIsNotAnsweredBeforeItIsOnTheDiskWhateverTheClusterSays) {
  const struct {
    const char* configured;
    const char* used;
  } cases[] = {{"off", "on"},
               {"local", "local"},
               {"on", "on"},
               {"remote_write", "remote_write"},
               {"remote_apply", "remote_apply"}};
  for (const auto& c : cases) {
    const auto options = "options=-csynchronous_commit%3D" + std::string(c.configured);
    const auto database = Database::open(PostgresServer::instance().url(options), patient());
    EXPECT_EQ(database->query(select_durability, {}).at(0).text(), c.used) << c.configured;
  }
}

TEST_F(PostgresqlDatabase, B39_AWriteWhoseConnectionIsLostIsNotRepeated) {
  EXPECT_THROW(database->execute(write_that_breaks, {}), Unavailable);
  EXPECT_EQ(attempts(), 1);
  EXPECT_EQ(notes(), Ids{1});
  EXPECT_THROW(database->transact([](Session& session) {
    session.execute(insert_note, {std::int64_t{2}});
    session.execute(write_that_breaks, {});
    return true;
  }),
               Unavailable);
  EXPECT_EQ(attempts(), 2);
  EXPECT_EQ(notes(), Ids{1});
}

TEST_F(PostgresqlDatabase, WhatTheServerUndidForAConflictIsRunAgainABoundedNumberOfTimes) {
  EXPECT_EQ(database->execute(write_with_conflict_twice, {}), 1);
  EXPECT_EQ(notes(), Ids{3});
  script("ALTER SEQUENCE attempts RESTART");
  EXPECT_EQ(database->execute(write_with_deadlock_twice, {}), 1);
  script("ALTER SEQUENCE attempts RESTART");
  EXPECT_THROW(database->execute(write_with_endless_conflict, {}), Unavailable);
  EXPECT_EQ(attempts(), 4);
  script("ALTER SEQUENCE attempts RESTART");
  EXPECT_THROW(database->execute(write_with_other_failure, {}), Unavailable);
  EXPECT_EQ(attempts(), 1);
}

TEST_F(PostgresqlDatabase, ATransactionInConflictBeginsAnew) {
  EXPECT_TRUE(database->transact([](Session& session) {
    session.execute(insert_note, {std::int64_t{7}});
    session.query(conflict_twice, {});
    return true;
  }));
  EXPECT_EQ(attempts(), 3);
  EXPECT_EQ(notes(), (Ids{1, 7}));
}

TEST_F(PostgresqlDatabase, ACommitIsBelievedOnlyWhenTheServerSaysCommit) {
  EXPECT_THROW(database->transact([](Session& session) {
    session.execute(insert_note, {std::int64_t{2}});
    try {
      session.execute(insert_note, {std::int64_t{1}});
    } catch (const UniqueViolation&) {
    }
    return true;
  }),
               Unavailable);
  EXPECT_EQ(notes(), Ids{1});
}

TEST_F(PostgresqlDatabase, WorkThatSaysNoOrThrowsIsUndoneAndLeavesTheSessionClean) {
  const auto insert_then = [&](bool fail) {
    return database->transact([&](Session& session) {
      session.execute(insert_note, {std::int64_t{2}});
      if (fail) throw std::runtime_error("changed its mind");
      return false;
    });
  };
  const auto before = backend();
  for (int round = 0; round < 3; ++round) {
    EXPECT_FALSE(insert_then(false));
    EXPECT_THROW(insert_then(true), std::runtime_error);
  }
  EXPECT_EQ(notes(), Ids{1});
  EXPECT_EQ(backend(), before) << "and no connection was given up for it";
}

TEST_F(PostgresqlDatabase, ASessionWhosePlansNoLongerFitIsReplaced) {
  static constexpr Statement select_all("SELECT * FROM notes");
  EXPECT_EQ(database->query(select_all, {}).size(), 1U);
  script("ALTER TABLE notes ADD COLUMN body TEXT");
  EXPECT_THROW(database->query(select_all, {}), Unavailable);
  EXPECT_EQ(database->query(select_all, {}).size(), 1U);
}

TEST_F(PostgresqlDatabase, ConnectionsThatTheServerClosedAreReplacedBeforeTheyAreUsed) {
  std::latch all(8);
  winners(8, [&](int) {
    return database->transact([&](Session& session) {
      all.arrive_and_wait();  // eight connections at once
      return !session.query(select_notes, {}).empty();
    });
  });
  PostgresServer::instance().run(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
      " WHERE application_name = 'chancery' AND pid <> pg_backend_pid()");
  for (std::int64_t id = 2; id <= 9; ++id) EXPECT_EQ(database->execute(insert_note, {id}), 1);
  EXPECT_EQ(notes().size(), 9U);
}

TEST_F(PostgresqlDatabase, SessionsAreBoundedByTimeouts) {
  static constexpr Statement select_settings(
      "SELECT current_setting('statement_timeout'), current_setting('lock_timeout'),"
      " current_setting('idle_in_transaction_session_timeout'),"
      " current_setting('client_encoding')");
  auto rows = database->query(select_settings, {});
  EXPECT_EQ(rows.at(0).text(), "2s");
  EXPECT_EQ(rows.at(0).text(), "1s");
  EXPECT_EQ(rows.at(0).text(), "5s");
  EXPECT_EQ(rows.at(0).text(), "UTF8");
}

struct ImpatientPostgresql : PostgresqlDatabase {
  ImpatientPostgresql() : PostgresqlDatabase({.sessions = 1, .session_wait = 0ms}) {
    impatient = Database::open(url, {.sessions = 2, .call_time = 300ms});
  }
  std::unique_ptr<Database> impatient;
};

TEST_F(ImpatientPostgresql, AServerThatDoesNotAnswerIsNotWaitedFor) {
  std::latch locked(1);
  std::latch go(1);
  auto holder = std::async(std::launch::async, [&] {
    return database->transact([&](Session& session) {
      session.run_script("LOCK TABLE notes");
      locked.count_down();
      go.wait();
      return true;
    });
  });
  locked.wait();
  EXPECT_THROW(impatient->query(select_notes, {}), Unavailable);
  go.count_down();
  EXPECT_TRUE(holder.get());
  EXPECT_EQ(impatient->query(select_notes, {}).size(), 1U) << "on a connection of its own";
}

TEST_F(ImpatientPostgresql, WhenEveryConnectionIsInUseTheNextIsUnavailable) {
  EXPECT_TRUE(database->transact([&](Session&) {
    EXPECT_THROW(database->query(select_notes, {}), Unavailable);
    EXPECT_FALSE(database->ping());
    return true;
  }));
  EXPECT_TRUE(database->ping());
}

TEST_F(PostgresqlDatabase, MessagesHoldNoParameter) {
  static constexpr Statement cast("SELECT CAST($1 AS TEXT)::BIGINT");
  static constexpr Statement insert_name("INSERT INTO names (name) VALUES ($1)");
  script("CREATE TABLE names (name TEXT PRIMARY KEY CHECK (length(name) < 20))");
  EXPECT_EQ(database->execute(insert_name, {"hunter2"}), 1);
  const auto message_of = [&](const Statement& statement, const char* parameter) -> std::string {
    try {
      database->execute(statement, {parameter});
      return "no error";
    } catch (const Unavailable& e) {
      return e.what();
    }
  };
  EXPECT_EQ(message_of(cast, "hunter2 x State: 40001"), "postgresql: 22P02");
  EXPECT_EQ(message_of(insert_name, "hunter2"), "postgresql: 23505: names_pkey");
  EXPECT_EQ(message_of(insert_name, "hunter2 hunter2 hunter2"),
            "postgresql: 23514: names_name_check");
}

struct EveryTable : testing::Test {
  PostgresStores stores;
};

TEST_F(EveryTable, RotatingAFamilyTouchesNoIndex) {
  stores.families.add(samples::family(), samples::event(AuditType::login_succeeded));
  for (std::uint32_t round = 0; round < 20; ++round) {
    ASSERT_TRUE(stores.families.rotate(samples::family().id,
                                       {.from = TokenDigest("digest-" + std::to_string(round)),
                                        .to = TokenDigest("digest-" + std::to_string(round + 1)),
                                        .generation = round,
                                        .seed = "seed",
                                        .rotated_at = samples::noon + std::chrono::seconds(round),
                                        .used_from = {"192.0.2.1", std::to_string(round)}}));
  }
  static constexpr Statement written_columns_with_an_index(
      "SELECT count(*) FROM pg_index i JOIN pg_attribute a"
      " ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
      " WHERE i.indrelid = 'refresh_families'::regclass AND a.attname IN"
      " ('current_digest', 'generation', 'seed', 'rotated_at', 'used_address', 'used_agent')");
  EXPECT_EQ(stores.database->query(written_columns_with_an_index, {}).at(0).integer(), 0);
  static constexpr Statement size("SELECT pg_relation_size('refresh_families_pkey')");
  EXPECT_EQ(stores.database->query(size, {}).at(0).integer(), 2 * 8192)
      << "a root and its meta page";
}

TEST(PostgresqlNodes, OneOfManyAppliesTheSchema) {
  const auto url = PostgresServer::instance().new_schema();
  std::atomic<std::size_t> applied = 0;
  EXPECT_EQ(winners(8,
                    [&](int) {
                      const auto database = Database::open(url);
                      applied += Migrations(*database).up(samples::noon);
                      return Migrations(*database).pending().empty();
                    }),
            8);
  EXPECT_EQ(applied, known_migrations().size());
}

}  // namespace
}  // namespace chancery::sql
