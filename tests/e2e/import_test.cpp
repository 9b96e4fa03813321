// Accounts with passwords that other systems hashed: they log in, and are hashed as ours are then.

#include <set>

#include "domain/codec/json.hpp"
#include "domain/import/row_readers.hpp"
#include "tests/e2e/api_fixture.hpp"
#include "tests/support/password_hashes.hpp"

namespace chancery::test {
namespace {

class ImportTest : public ApiTest {
 protected:
  static std::string email(std::size_t number) {
    return "user" + std::to_string(number) + "@example.org";
  }

  /// As `user import` does with a line of its file.
  inbound::ImportedRow import(std::size_t number, const std::string& hash) {
    const auto line =
        codec::write_json(codec::Json::object({{"email", email(number)}, {"password_hash", hash}}));
    const auto row = read_user_row(ImportFormat::chancery, line, std::nullopt);
    return running.authority().transfer_users.import(std::vector{row.value().value()}).front();
  }
  std::string stored_hash(std::size_t number) {
    const auto found = running.authority().users.find_by_login(LoginName(email(number)));
    return found.value().password.value().value();
  }
  HttpResponse log_in_typing(std::size_t number, const std::string& typed) {
    return send(
        "POST", "/auth/login",
        codec::write_json(codec::Json::object({{"login", email(number)}, {"password", typed}})));
  }
};

TEST_F(ImportTest, EveryAlgorithmLogsInOnceAsItWasAndIsUpgraded) {
  const auto made = hashes_made_elsewhere();
  std::set<std::string> algorithms;
  for (std::size_t i = 0; i < made.size(); ++i) {
    const auto& [made_by, algorithm, plain, hash] = made[i];
    SCOPED_TRACE(made_by + ", " + hash);
    algorithms.insert(algorithm);
    ASSERT_EQ(import(i, hash).verdict, inbound::ImportVerdict::imported);
    EXPECT_EQ(log_in_typing(i, "!" + plain).status, 401);
    EXPECT_EQ(stored_hash(i), hash);
    EXPECT_EQ(log_in_typing(i, plain).status, 200);
    EXPECT_TRUE(running.authority().hasher.is_current(PasswordHash(stored_hash(i))));
    EXPECT_EQ(log_in_typing(i, plain).status, 200);
  }
  EXPECT_EQ(algorithms.size(), 12U);
}

TEST_F(ImportTest, AHashThatWouldTakeTooLongIsRefusedBeforeItIsThere) {
  const auto row =
      import(0, "$argon2id$v=19$m=4194304,t=2,p=1$c2FsdHNhbHRzYWx0$" + std::string(43, 'A'));
  EXPECT_EQ(row.verdict, inbound::ImportVerdict::refused);
  EXPECT_FALSE(running.authority().users.find_by_login(LoginName(email(0))));
}

}  // namespace
}  // namespace chancery::test
