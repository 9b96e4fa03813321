// Pages of accounts, and cursors that nobody else can write.

#include <gtest/gtest.h>

#include "domain/codec/base64url.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

class ListUsersTest : public testing::Test, protected World {
 protected:
  ListUsersTest() {
    for (int i = 0; i < 6; ++i) {
      User wanted{.id = UserId(""), .email = "u" + std::to_string(i) + "@example.org"};
      wanted.roles = {"staff"};
      EXPECT_TRUE(manage_users.add(wanted, std::nullopt, command));
    }
  }
  std::string second_page(const UserFilter& filter = {}) {
    return list_users.list(filter, std::nullopt, 2)->next_cursor.value();
  }
};

TEST_F(ListUsersTest, EveryAccountIsOnOnePage) {
  for (const std::size_t limit : {1U, 2U, 3U, 6U, 7U, 8U, 200U}) {
    std::vector<User> found;
    std::optional<std::string> cursor;
    std::size_t pages = 0;
    do {
      auto page = list_users.list({}, cursor, limit);
      ASSERT_TRUE(page);
      EXPECT_LE(page->users.size(), limit);
      found.insert(found.end(), page->users.begin(), page->users.end());
      cursor = page->next_cursor;
      ++pages;
    } while (cursor);
    EXPECT_EQ(found, users.list({}, std::nullopt, 100)) << limit;
    EXPECT_EQ(pages, (7 + limit - 1) / limit) << "the last page says that it is";
  }
}

TEST_F(ListUsersTest, AFilterHoldsOnEveryPage) {
  const auto first = list_users.list({.role = "staff"}, std::nullopt, 5);
  ASSERT_TRUE(first && first->next_cursor);
  const auto second = list_users.list({.role = "staff"}, first->next_cursor, 5);
  EXPECT_EQ(second->users.size(), 1U);
  EXPECT_FALSE(second->next_cursor);
}

TEST_F(ListUsersTest, B35_AForgedCursorIsNone) {
  const auto genuine = second_page();
  EXPECT_TRUE(list_users.list({}, genuine, 2));
  const auto mac = genuine.substr(genuine.find('.'));
  for (const auto& forged :
       {std::string(), std::string("."), std::string("x"), genuine + "x", genuine + ".",
        genuine.substr(1), genuine.substr(0, genuine.size() - 1), mac, "." + mac,
        codec::base64url("' OR 1=1 --") + mac, codec::base64url("\xff") + mac,
        codec::base64url(std::string("\0", 1)) + mac, codec::base64url("") + mac}) {
    EXPECT_FALSE(list_users.list({}, forged, 2)) << forged;
  }
}

TEST_F(ListUsersTest, B35_ACursorBelongsToItsFilter) {
  const auto all = second_page();
  const auto staff = second_page({.role = "staff"});
  EXPECT_TRUE(list_users.list({.role = "staff"}, staff, 2));
  EXPECT_FALSE(list_users.list({}, staff, 2));
  EXPECT_FALSE(list_users.list({.role = "staff"}, all, 2));
  EXPECT_FALSE(list_users.list({.role = "staff", .disabled = false}, staff, 2));
  EXPECT_FALSE(list_users.list({.username = LoginName("staff")}, staff, 2));
  EXPECT_TRUE(list_users.list({}, all, 200)) << "the size of a page may change";
}

TEST_F(ListUsersTest, ACursorOutlivesItsAccount) {
  const auto first = list_users.list({}, std::nullopt, 2);
  ASSERT_TRUE(manage_users.remove(first->users.back().id, command));
  const auto second = list_users.list({}, first->next_cursor, 200);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->users.size(), 5U);
}

}  // namespace
}  // namespace chancery::test
