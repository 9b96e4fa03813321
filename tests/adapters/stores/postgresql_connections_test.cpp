// Connections to PostgreSQL: which are kept, which are given up, and what they leave with a server
// that hands them around.

#include <signal.h>

#include "adapters/sql/session.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery::sql {
namespace {

using namespace std::chrono_literals;

constexpr Statement select_backend("SELECT pg_backend_pid()");
constexpr Statement touch("UPDATE notes SET id = id");

class PostgresqlConnections : public testing::Test {
 protected:
  PostgresqlConnections() {
    PostgresServer::instance().run("CREATE TABLE " + schema() + ".notes (id BIGINT PRIMARY KEY);" +
                                   "INSERT INTO " + schema() + ".notes VALUES (1)");
  }

  [[nodiscard]] std::string schema() const { return url.substr(url.rfind("%3D") + 3); }
  [[nodiscard]] std::unique_ptr<Database> open(void (*change)(Options&)) const {
    auto options = patient();
    change(options);
    return Database::open(url, options);
  }
  static int backend(Database& database) {
    return static_cast<int>(database.query(select_backend, {}).at(0).integer());
  }

  std::string url = PostgresServer::instance().new_schema();
};

TEST_F(PostgresqlConnections, OneIsKeptAndUsedAgain) {
  const auto database = open([](Options&) {});
  EXPECT_EQ(backend(*database), backend(*database));
}

TEST_F(PostgresqlConnections, NoneGrowsOlderThanItMay) {
  const auto database = open([](Options& options) { options.session_lifetime = 0ms; });
  EXPECT_NE(backend(*database), backend(*database));
}

TEST_F(PostgresqlConnections, OneThatRestedIsAskedWhetherItIsStillThere) {
  const auto database = open([](Options& options) { options.trusted_idle = -1ms; });
  const auto first = backend(*database);
  EXPECT_EQ(backend(*database), first);
  ::kill(first, SIGSTOP);
  EXPECT_NE(backend(*database), first) << "it does not answer, though nobody hung up";
  ::kill(first, SIGCONT);
}

TEST_F(PostgresqlConnections, AWriteThatMeetsAServerThatOnlyReadsGoesToOneThatWrites) {
  const auto database = open([](Options&) {});
  const auto old_primary = backend(*database);
  database->transact([](Session& session) {
    session.run_script("SET default_transaction_read_only = on");
    return true;
  });
  EXPECT_EQ(database->execute(touch, {}), 1);
  EXPECT_NE(backend(*database), old_primary);
}

TEST_F(PostgresqlConnections, OneThatIsLostTakesTheIdleOnesOfItsAgeWithIt) {
  static constexpr Statement suicide("SELECT pg_terminate_backend(pg_backend_pid())");
  const auto database = open([](Options&) {});
  int other = 0;
  database->transact([&](Session&) {
    other = backend(*database);
    return false;
  });
  ASSERT_NE(backend(*database), other) << "two are idle, the one that was begun first on top";
  EXPECT_THROW(database->query(suicide, {}), Unavailable);
  EXPECT_EQ(database->pool_use().idle, 0U);
  EXPECT_NE(backend(*database), other);
}

TEST_F(PostgresqlConnections, ATransactionIsBoundedAsAWhole) {
  static constexpr Statement rest("SELECT pg_sleep(0.07)");
  const auto database = open([](Options& options) { options.call_time = 100ms; });
  EXPECT_THROW(database->transact([](Session& session) {
    session.query(rest, {});
    session.query(rest, {});
    return true;
  }),
               Unavailable);
}

TEST_F(PostgresqlConnections, AServerThatDoesNotReadHoldsNobody) {
  static constexpr Statement measure("SELECT length($1)");
  const auto database = open([](Options& options) { options.call_time = 300ms; });
  const auto first = backend(*database);
  ::kill(first, SIGSTOP);
  EXPECT_THROW(database->query(measure, {std::string(16 << 20, 'x')}), Unavailable);
  ::kill(first, SIGCONT);
}

TEST_F(PostgresqlConnections, WhoOnlyMeetsOthersIsToldThatItIsBusy) {
  static constexpr Statement conflict("SELECT fail_as('40001')");
  static constexpr Statement lock_not_available("SELECT fail_as('55P03')");
  const auto database = open([](Options&) {});
  database->transact([](Session& session) {
    session.run_script(
        "CREATE FUNCTION fail_as(code TEXT) RETURNS BIGINT LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = code; END $$");
    return true;
  });
  EXPECT_THROW(database->execute(conflict, {}), Busy);
  EXPECT_THROW(database->execute(lock_not_available, {}), Busy);
}

/// As before an old pgbouncer: nothing may be left in a connection.
class StatelessConnections : public PostgresqlConnections {
 protected:
  explicit StatelessConnections(const std::string& more = "")
      : database(Database::open(url + more, PooledPostgresStores::unprepared())) {}

  std::string setting(const char* name) {
    static constexpr Statement select("SELECT current_setting($1)");
    return database->query(select, {name}).at(0).text();
  }
  /// What a write sees that is a transaction of its own.
  bool sees(const char* name, const char* value) {
    static constexpr Statement update("UPDATE notes SET id = id WHERE current_setting($1) = $2");
    return database->execute(update, {name, value}) == 1;
  }
  std::string setting_in_transaction(const char* name) {
    static constexpr Statement select("SELECT current_setting($1)");
    std::string value;
    database->transact([&](Session& session) {
      value = session.query(select, {name}).at(0).text();
      return true;
    });
    return value;
  }

  std::unique_ptr<Database> database;
};

TEST_F(StatelessConnections, WritesAreBoundedByTheServerAndNothingStays) {
  EXPECT_TRUE(sees("statement_timeout", "2s"));
  EXPECT_TRUE(sees("lock_timeout", "1s"));
  EXPECT_EQ(setting_in_transaction("statement_timeout"), "2s");
  EXPECT_EQ(setting_in_transaction("lock_timeout"), "1s");
  EXPECT_EQ(setting_in_transaction("idle_in_transaction_session_timeout"), "5s");
  EXPECT_EQ(setting_in_transaction("transaction_isolation"), "read committed");
  for (const auto* name :
       {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"}) {
    EXPECT_EQ(setting(name), "0") << name;
  }
}

TEST_F(StatelessConnections, NoStatementIsKept) {
  static constexpr Statement count("SELECT count(*) FROM pg_prepared_statements");
  EXPECT_EQ(setting_in_transaction("lock_timeout"), "1s");
  EXPECT_EQ(database->query(count, {}).at(0).integer(), 0);
}

TEST_F(StatelessConnections, ACommitThatFailsIsNotBelieved) {
  static constexpr Statement insert("INSERT INTO unique_late VALUES ($1)");
  database->transact([](Session& session) {
    session.run_script("CREATE TABLE unique_late (id BIGINT UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    return true;
  });
  const auto prepared = open([](Options&) {});
  EXPECT_EQ(database->execute(insert, {std::int64_t{1}}), 1);
  EXPECT_THROW(database->execute(insert, {std::int64_t{1}}), UniqueViolation);
  EXPECT_THROW(prepared->execute(insert, {std::int64_t{1}}), UniqueViolation);
  EXPECT_EQ(database->execute(insert, {std::int64_t{2}}), 1) << "on the same connection";
  EXPECT_EQ(database->pool_use().idle, 1U);
}

struct UndurableCluster : StatelessConnections {
  UndurableCluster() : StatelessConnections("%20-csynchronous_commit%3Doff") {}
};

TEST_F(UndurableCluster, ACommitIsOnTheDiskBeforeItIsAnswered) {
  EXPECT_EQ(setting("synchronous_commit"), "off");
  EXPECT_TRUE(sees("synchronous_commit", "on"));
  EXPECT_EQ(setting_in_transaction("synchronous_commit"), "on");
}

}  // namespace
}  // namespace chancery::sql
