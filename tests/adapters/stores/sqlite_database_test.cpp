// What is particular to SQLite: the file, its settings, other processes, a full disk.

#include <sys/stat.h>

#include "adapters/sql/session.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::client;
using samples::event;
using samples::family;
using samples::key;
using samples::noon;
using samples::user;
using namespace std::chrono_literals;

const AuditEvent login = event(AuditType::login_succeeded);

std::int64_t setting(sql::Database& database, const sql::Statement& pragma) {
  std::int64_t value = 0;
  database.transact([&](sql::Session& session) {
    value = session.query(pragma, {}).at(0).integer();
    return true;
  });
  return value;
}

int mode_of(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return -1;
  return static_cast<int>(status.st_mode & 07777);
}

TEST(SqliteDatabase, TheFileAndThoseBesideItAreTheOwnersOnly) {
  SqliteStores stores;
  for (const auto* suffix : {"", "-wal", "-shm"}) EXPECT_EQ(mode_of(stores.path + suffix), 0600);
}

TEST(SqliteDatabase, CommitsAreSynchronisedToTheDiskAndForeignKeysHold) {
  SqliteStores stores;
  static constexpr sql::Statement synchronous("PRAGMA synchronous");
  static constexpr sql::Statement foreign_keys("PRAGMA foreign_keys");
  static constexpr sql::Statement journal_mode(
      "SELECT journal_mode = 'wal' FROM pragma_journal_mode");
  EXPECT_EQ(setting(*stores.database, synchronous), 2);
  EXPECT_EQ(setting(*stores.database, foreign_keys), 1);
  EXPECT_EQ(setting(*stores.database, journal_mode), 1);
}

TEST(SqliteDatabase, AQueryCannotWrite) {
  SqliteStores stores;
  static constexpr sql::Statement sneaky(
      "INSERT INTO revoked_access_tokens (jti, expires_at) VALUES ('t', 1) RETURNING 1");
  EXPECT_THROW(stores.database->query(sneaky, {}), Unavailable);
}

TEST(SqliteDatabase, ReopeningTheFileFindsEverything) {
  SqliteFile file;
  {
    SqlStores stores(sql::Database::open(file.url, patient()));
    stores.families.add(family(), login);
    ASSERT_TRUE(stores.clients.add(client(), login));
    ASSERT_TRUE(stores.keys.add(key("k1", KeyState::active), login));
    ASSERT_EQ(stores.users.add(user(), std::nullopt, login), outbound::AddUserOutcome::added);
  }
  SqlStores stores(sql::Database::open(file.url, patient()));
  EXPECT_EQ(stores.families.find(family().id), (FoundFamily{family(), Standing::live}));
  EXPECT_EQ(stores.clients.find(client().id), client());
  EXPECT_EQ(stores.keys.all(), std::vector{key("k1", KeyState::active)});
  EXPECT_EQ(stores.users.find(user().id), user());
  EXPECT_EQ(stores.events().size(), 4U);
}

TEST(SqliteDatabase, TwoOpenersOfOneFileSeeEachOthersChanges) {
  SqliteStores server;
  SqlStores command(sql::Database::open(server.url, patient()));
  server.families.add(family("f1"), login);
  EXPECT_TRUE(command.families.find(FamilyId("f1")));
  EXPECT_TRUE(command.families.end(FamilyId("f1"), login));
  EXPECT_FALSE(server.families.find(FamilyId("f1")));
  server.families.add(family("f2"), login);
  EXPECT_TRUE(command.families.find(FamilyId("f2")));
}

TEST(SqliteDatabase, TwoOpenersOfOneFileMayWriteAtOnce) {
  SqliteStores server;
  SqlStores command(sql::Database::open(server.url, patient()));
  EXPECT_EQ(winners(8,
                    [&](int racer) {
                      auto& stores = racer % 2 == 0 ? static_cast<SqlStores&>(server) : command;
                      for (int i = 0; i < 10; ++i) {
                        stores.families.add(family(std::to_string(racer) + "-" + std::to_string(i)),
                                            login);
                      }
                      return true;
                    }),
            8);
  EXPECT_EQ(command.events().size(), 80U);
}

TEST(SqliteDatabase, ManyMayMakeTheSameFileAndSchemaAtOnce) {
  SqliteFile file;
  std::atomic<std::size_t> applied = 0;
  EXPECT_EQ(winners(8,
                    [&](int) {
                      const auto database = sql::Database::open(file.url, patient());
                      applied += sql::Migrations(*database).up(noon);
                      return sql::Migrations(*database).pending().empty();
                    }),
            8);
  EXPECT_EQ(applied, sql::known_migrations().size());
}

TEST(SqliteDatabase, B39_B102_WhenTheDiskIsFullWhatWasAnsweredIsWhatIsStored) {
  SqliteStores stores;
  constexpr int racers = 16;
  const auto id = [](int racer) { return "f" + std::to_string(racer); };
  for (int racer = 0; racer < racers; racer += 2) stores.families.add(family(id(racer)), login);
  const auto events_before = stores.events().size();
  stores.database->transact([](sql::Session& session) {
    static constexpr sql::Statement page_count("PRAGMA page_count");
    const auto pages = session.query(page_count, {}).at(0).integer();
    session.run_script("PRAGMA max_page_count = " + std::to_string(pages + 3));
    return true;
  });

  std::atomic<std::size_t> added = 0;
  std::atomic<int> refused = 0;
  winners(racers, [&](int racer) {
    if (racer % 2 == 0) {
      for (std::uint32_t round = 0; round < 20; ++round) {
        const auto before = stores.families.find(FamilyId(id(racer))).value().family;
        auto expected = before;
        expected.current = TokenDigest("digest of round " + std::to_string(round));
        try {
          EXPECT_TRUE(stores.families.rotate(before.id, {.from = before.current,
                                                         .to = expected.current,
                                                         .generation = before.generation,
                                                         .seed = before.seed,
                                                         .rotated_at = before.rotated_at,
                                                         .used_from = before.last_used_from}));
          EXPECT_EQ(stores.families.find(before.id).value().family, expected);
        } catch (const Unavailable&) {
          ++refused;
          EXPECT_EQ(stores.families.find(before.id).value().family, before);
        }
      }
      return true;
    }
    for (int round = 0; round < 20; ++round) {
      auto big = family(id(racer) + "-" + std::to_string(round));
      big.seed = std::string(3000, 's');
      try {
        stores.families.add(big, login);
        ++added;
        EXPECT_TRUE(stores.families.find(big.id));
      } catch (const Unavailable&) {
        ++refused;
        EXPECT_FALSE(stores.families.find(big.id));
      }
    }
    return true;
  });
  EXPECT_GT(refused, 0);
  EXPECT_EQ(stores.events().size(), events_before + added) << "change and event, both or neither";
}

TEST(SqliteDatabase, B35_TextThatIsNotUtf8OrHoldsNulIsRefusedAndStoresNothing) {
  using namespace std::string_literals;
  SqliteStores stores;
  for (const auto& bad : {"a\0b"s, "\0"s, "\xff"s, "\xed\xa0\x80"s, "\xc0\x80"s}) {
    auto hostile_event = login;
    hostile_event.request_id = bad;
    EXPECT_THROW(stores.families.add(family(), hostile_event), std::invalid_argument);
    auto hostile = family();
    hostile.audiences = {bad};
    EXPECT_THROW(stores.families.add(hostile, login), std::invalid_argument);
    EXPECT_THROW(stores.families.find(FamilyId(bad)), std::invalid_argument);
    auto hostile_user = user();
    hostile_user.claims = {{bad, ""}};
    EXPECT_THROW(static_cast<void>(stores.users.add(hostile_user, std::nullopt, login)),
                 std::invalid_argument);
  }
  EXPECT_FALSE(stores.families.find(family().id));
  EXPECT_TRUE(stores.events().empty());
}

TEST(SqliteDatabase, ARecordThatIsNotOursIsUnavailableAndNeverHalfRead) {
  SqliteStores stores;
  stores.families.add(family(), login);
  static constexpr sql::Statement damage("UPDATE refresh_families SET scopes = $1 WHERE id = 'f1'");
  for (const auto* json : {"", "{}", "[1]", "[\"a\",]", "null", "[\"a\"] x"}) {
    ASSERT_EQ(stores.database->execute(damage, {std::string_view(json)}), 1);
    EXPECT_THROW(stores.families.find(FamilyId("f1")), Unavailable) << json;
  }
  static constexpr sql::Statement enlarge(
      "UPDATE refresh_families SET scopes = '[]', generation = $1 WHERE id = 'f1'");
  for (const auto generation : {std::int64_t{-1}, std::int64_t{4'294'967'296}}) {
    ASSERT_EQ(stores.database->execute(enlarge, {generation}), 1);
    EXPECT_THROW(stores.families.find(FamilyId("f1")), Unavailable) << generation;
  }
}

TEST(SqliteDatabase, AFileThatCannotBeOpenedIsUnavailable) {
  SqliteFile file;
  EXPECT_THROW(sql::Database::open("sqlite:" + file.folder.file("none/chancery.db")), Unavailable);
  EXPECT_THROW(sql::Database::open("sqlite:" + file.folder.file("")), Unavailable);
}

TEST(SqliteDatabase, AUrlOfAnotherKindIsRefusedWithoutRepeatingIt) {
  for (const auto* url : {"", "sqlite", "sqlite:", "sqlite::memory:", "mysql://u:hunter2@h/d",
                          "SQLITE:x", "chancery.db"}) {
    try {
      sql::Database::open(url);
      FAIL() << url;
    } catch (const std::invalid_argument& refused) {
      EXPECT_EQ(std::string(refused.what()).find("hunter2"), std::string::npos);
    }
  }
}

TEST(SqliteDatabase, AnOddPathIsAPathAndNotAUri) {
  TemporaryFolder folder;
  for (const auto* name : {"a b.db", "file:x.db", "x.db?mode=memory", "ü.db"}) {
    const auto database = sql::Database::open("sqlite:" + folder.file(name));
    sql::Migrations(*database).up(noon);
    EXPECT_EQ(mode_of(folder.file(name)), 0600) << name;
  }
}

TEST(SqliteDatabase, PingTellsWhetherItAnswers) {
  SqliteStores stores;
  EXPECT_TRUE(stores.database->ping());
}

TEST(SqliteDatabase, MessagesHoldNoParameter) {
  SqliteStores stores;
  auto secretive = family();
  secretive.current = TokenDigest("hunter2");
  stores.families.add(secretive, login);
  try {
    stores.families.add(secretive, login);
    FAIL();
  } catch (const Unavailable& e) {
    EXPECT_EQ(std::string(e.what()).find("hunter2"), std::string::npos);
    EXPECT_NE(std::string(e.what()).find("refresh_families.id"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace chancery
