// What a PasswordCensus promises, on every store that has one.

#include "adapters/sql/password_census.hpp"

#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"
#include "tests/support/password_hashes.hpp"

namespace chancery {
namespace {

using outbound::PasswordCount;
using samples::event;
using samples::user;

template <class Stores>
class PasswordCensus : public testing::Test {
 protected:
  void add(const std::optional<std::string>& hash) {
    const auto id = "u" + std::to_string(++added);
    auto someone = user(id, id + "@example.org");
    someone.username.reset();
    const auto password = hash ? std::optional(PasswordHash(*hash)) : std::nullopt;
    ASSERT_EQ(stores.users.add(someone, password, event(AuditType::user_created)),
              outbound::AddUserOutcome::added);
  }

  Stores stores;
  sql::PasswordCensus census{*stores.database};
  int added = 0;
};
TYPED_TEST_SUITE(PasswordCensus, EveryKindOfSqlStores);

TYPED_TEST(PasswordCensus, NobodyHasAPassword) {
  EXPECT_TRUE(this->census.count().empty());
  this->add(std::nullopt);
  EXPECT_TRUE(this->census.count().empty());
}

TYPED_TEST(PasswordCensus, CountsEveryFormatByItsAlgorithm) {
  std::map<PasswordAlgorithm, std::uint64_t> made;
  for (const auto& one : hashes_made_elsewhere()) {
    this->add(one.hash);
    ++made[algorithm_of(one.hash).value()];
  }
  const auto peppered =
      "$peppered$AAAAAAAA$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$" + std::string(43, 'A');
  this->add(peppered);
  ++made[PasswordAlgorithm::argon2id];
  this->add(std::nullopt);
  this->add("of no known format");
  this->add("*");

  std::vector<PasswordCount> expected;
  for (const auto& [algorithm, accounts] : made) expected.push_back({algorithm, accounts});
  EXPECT_EQ(this->census.count(), expected);
}

TYPED_TEST(PasswordCensus, AReplacedHashCountsAsTheNewOne) {
  const std::string bcrypt = "$2b$04$" + std::string(53, '.');
  const auto argon2id = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$" + std::string(43, 'A');
  this->add(bcrypt);
  EXPECT_EQ(this->census.count(), (std::vector<PasswordCount>{{PasswordAlgorithm::bcrypt, 1}}));
  ASSERT_TRUE(this->stores.users.replace_password(UserId("u1"), PasswordHash(bcrypt),
                                                  PasswordHash(argon2id)));
  EXPECT_EQ(this->census.count(), (std::vector<PasswordCount>{{PasswordAlgorithm::argon2id, 1}}));
}

/// The condition of the query has to be that of the index, word by word.
TEST(PasswordCensusOnSqlite, LooksAtTheIndexAndAtNoAccount) {
  SqliteStores stores;
  std::string plan;
  constexpr sql::Statement explain(
      "EXPLAIN QUERY PLAN SELECT password_hash FROM users"
      " WHERE coalesce(substr(password_hash, 2, 8), '') NOT IN ('argon2id', 'peppered')");
  for (auto& row : stores.database->query(explain, {})) {
    for (int column = 0; column < 3; ++column) std::ignore = row.integer();
    plan += row.text() + "\n";
  }
  EXPECT_NE(plan.find("COVERING INDEX users_other_password"), std::string::npos) << plan;
}

}  // namespace
}  // namespace chancery
