// Which server a URL leads to, and that no part of it ends up in a message.

#include "ports/unavailable.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery::sql {
namespace {

constexpr Statement any_read("SELECT 1");
constexpr Statement any_write("DELETE FROM users");

TEST(PostgresqlUrl, AWrongPasswordIsUnavailableAndNotRepeated) {
  auto url = PostgresServer::instance().url();
  const std::string right = PostgresServer::password_in_url;
  url.replace(url.find(right), right.size(), "letmein%2C%20please");
  const auto database = Database::open(url);
  EXPECT_FALSE(database->ping());
  try {
    database->query(any_read, {});
    FAIL();
  } catch (const Unavailable& e) {
    EXPECT_EQ(std::string(e.what()).find("letmein"), std::string::npos);
    EXPECT_NE(std::string(e.what()).find("authentication failed"), std::string::npos) << e.what();
    EXPECT_EQ(std::string(e.what()).find_first_of("\n\t"), std::string::npos);
  }
}

TEST(PostgresqlUrl, AServerThatIsNotThereIsUnavailable) {
  TemporaryFolder empty;
  const auto database = Database::open("postgresql://u:hunter2@/d?host=" + empty.path());
  EXPECT_FALSE(database->ping());
  EXPECT_THROW(database->execute(any_write, {}), Unavailable);
}

TEST(PostgresqlUrl, SeveralHostsAreTriedInTurn) {
  TemporaryFolder empty;
  auto url = PostgresServer::instance().url();
  const auto at = url.find("host=") + 5;
  url.insert(at, empty.path() + ",");
  EXPECT_TRUE(Database::open(url)->ping());
}

TEST(PostgresqlUrl, AServerThatOnlyReadsIsNotConnectedTo) {
  const auto url = PostgresServer::instance().url("options=-cdefault_transaction_read_only%3Don");
  EXPECT_FALSE(Database::open(url)->ping());
  EXPECT_TRUE(Database::open(url + "&target_session_attrs=any")->ping());
}

TEST(PostgresqlUrl, WhatLibpqWouldMisreadIsRefusedWithoutRepeatingIt) {
  for (const auto* url : {"postgresql://u:hunter2@[::1/d", "postgresql://u:p@hunter2@h/d",
                          "postgresql://u:hunter2/x@h/d", "postgresql://u:p/hunter2@h/d",
                          "postgresql://u:p@h/d?hunter2=1", "postgresql://u:p@h:hunter2/d",
                          "postgresql://u:%zzhunter2@h/d"}) {
    try {
      static_cast<void>(Database::open(url));
      ADD_FAILURE() << url;
    } catch (const std::invalid_argument& refused) {
      EXPECT_EQ(std::string(refused.what()).find("hunter2"), std::string::npos) << url;
    }
  }
  EXPECT_NO_THROW(Database::open("postgresql://u:p%40%2F%3A@h1:1,h2:2/d?sslmode=verify-full"));
  EXPECT_NO_THROW(Database::open("postgres://h"));
}

}  // namespace
}  // namespace chancery::sql
