// Which accounts pass a filter, and what may be a role.

#include "domain/user_filter.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

const User ada{
    .id = UserId("u1"), .email = "Ada@Example.org", .username = "Ada", .roles = {"admin", "staff"}};

TEST(UserFilter, LetsThroughWhatHasEverythingThatIsGiven) {
  auto nameless = ada;
  nameless.username = std::nullopt;
  nameless.disabled = true;
  const struct {
    UserFilter filter;
    bool passes;
    bool nameless_passes;
  } cases[] = {
      {{}, true, true},
      {{.email = LoginName("ada@example.org")}, true, true},
      {{.email = LoginName("Ada@Example.org")}, false, false},
      {{.email = LoginName("ada")}, false, false},
      {{.username = LoginName("ada")}, true, false},
      {{.username = LoginName("ada@example.org")}, false, false},
      {{.role = "staff"}, true, true},
      {{.role = "Staff"}, false, false},
      {{.disabled = false}, true, false},
      {{.disabled = true}, false, true},
      {{.email = LoginName("ada@example.org"), .role = "admin", .disabled = true}, false, true},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(matches(c.filter, ada), c.passes);
    EXPECT_EQ(matches(c.filter, nameless), c.nameless_passes);
  }
}

TEST(Role, IsOneTo64PrintableCharactersThatNeedNoEscape) {
  for (const auto& text :
       {std::string("a"), std::string("admin"), std::string(64, 'x'), std::string("!~%_:/")}) {
    EXPECT_TRUE(is_role(text)) << text;
  }
  for (const auto& text :
       {std::string(), std::string(65, 'x'), std::string("a b"), std::string("a\""),
        std::string("a\\"), std::string("a\n"), std::string("\x7f"), std::string("\xc3\xa4")}) {
    EXPECT_FALSE(is_role(text)) << text;
  }
}

TEST(Role, AdminAloneManagesUsers) {
  EXPECT_TRUE(is_admin(ada));
  auto other = ada;
  for (const auto& roles : {std::set<std::string>{}, {"Admin"}, {"administrator"}, {"staff"}}) {
    other.roles = roles;
    EXPECT_FALSE(is_admin(other));
  }
}

}  // namespace
}  // namespace chancery
