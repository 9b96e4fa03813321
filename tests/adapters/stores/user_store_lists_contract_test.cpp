// What a UserStore promises of its lists: one contract, run on every store.

#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::AddUserOutcome;
using outbound::UpdateUserOutcome;
using samples::event;
using samples::user;

const AuditEvent created = event(AuditType::user_created);
const AuditEvent changed = event(AuditType::user_changed);
const AuditEvent removed = event(AuditType::user_removed);

template <class Stores>
class UserStoreLists : public testing::Test {
 protected:
  void add(const User& account) {
    ASSERT_EQ(store.add(account, std::nullopt, created), AddUserOutcome::added);
  }

  Stores stores;
  outbound::UserStore& store = stores.users;
};
TYPED_TEST_SUITE(UserStoreLists, EveryKindOfStores);

/// The ids of the accounts that pass, two a page.
template <class Store>
std::vector<std::string> ids_of(Store& store, const UserFilter& filter) {
  std::vector<std::string> ids;
  std::optional<UserId> after;
  while (true) {
    const auto page = store.list(filter, after, 2);
    for (const auto& account : page) ids.push_back(account.id.value());
    if (page.size() < 2) return ids;
    after = page.back().id;
  }
}

TYPED_TEST(UserStoreLists, PagesInAscendingOrderOfId) {
  const std::vector<std::string> ids{"A", "B", "_", "a", "b"};
  for (const auto* id : {"b", "A", "_", "B", "a"}) {
    auto account = user(id, std::string("user+") + (id[0] < 'a' ? "upper" : "lower") +
                                std::to_string(int{id[0]}) + "@example.org");
    account.username = std::nullopt;
    this->add(account);
  }
  const auto page = [&](const std::optional<UserId>& after, std::size_t limit) {
    std::vector<std::string> found;
    for (const auto& account : this->store.list({}, after, limit))
      found.push_back(account.id.value());
    return found;
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(page(std::nullopt, 100), ids);
  EXPECT_EQ(page(std::nullopt, 2), (Ids{"A", "B"}));
  EXPECT_EQ(page(UserId("B"), 2), (Ids{"_", "a"}));
  EXPECT_EQ(page(UserId("C"), 1), (Ids{"_"})) << "the account may have gone since the last page";
  EXPECT_EQ(page(UserId("b"), 2), Ids{});
  EXPECT_EQ(page(std::nullopt, 0), Ids{});
}

TYPED_TEST(UserStoreLists, ListsThoseThatPassTheFilter) {
  int number = 0;
  for (const auto* id : {"a", "b", "c", "d", "e", "f"}) {
    auto account = user(id, std::string(id) + "@Example.org");
    account.username = "N" + std::string(id);
    account.roles =
        number % 2 == 0 ? std::set<std::string>{"admin", "staff"} : std::set<std::string>{"staff"};
    account.disabled = number++ >= 3;
    this->add(account);
  }
  using Ids = std::vector<std::string>;
  const struct {
    UserFilter filter;
    Ids ids;
  } cases[] = {
      {{}, {"a", "b", "c", "d", "e", "f"}},
      {{.email = LoginName("c@example.org")}, {"c"}},
      {{.email = LoginName("C@example.org")}, {}},
      {{.email = LoginName("nc")}, {}},
      {{.username = LoginName("nc")}, {"c"}},
      {{.username = LoginName("c@example.org")}, {}},
      {{.email = LoginName("c@example.org"), .username = LoginName("nc")}, {"c"}},
      {{.email = LoginName("c@example.org"), .username = LoginName("nd")}, {}},
      {{.role = "admin"}, {"a", "c", "e"}},
      {{.role = "staff"}, {"a", "b", "c", "d", "e", "f"}},
      {{.role = "adm"}, {}},
      {{.role = "%"}, {}},
      {{.disabled = true}, {"d", "e", "f"}},
      {{.disabled = false}, {"a", "b", "c"}},
      {{.role = "admin", .disabled = false}, {"a", "c"}},
      {{.role = "admin", .disabled = true}, {"e"}},
      {{.email = LoginName("e@example.org"), .role = "admin", .disabled = true}, {"e"}},
      {{.email = LoginName("e@example.org"), .disabled = false}, {}},
      {{.username = LoginName("nf"), .role = "admin"}, {}},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(ids_of(this->store, c.filter), c.ids) << testing::PrintToString(c.ids);
    EXPECT_TRUE(this->store.list(c.filter, std::nullopt, 0).empty());
    EXPECT_TRUE(this->store.list(c.filter, UserId("f"), 9).empty());
  }
}

TYPED_TEST(UserStoreLists, TheRoleFilterFollowsEveryChange) {
  this->add(user());
  using Ids = std::vector<std::string>;
  EXPECT_EQ(ids_of(this->store, {.role = "admin"}), Ids{"u1"});
  auto account = user();
  account.roles = {"support", "other"};
  EXPECT_EQ(this->store.update(account, std::nullopt, changed), UpdateUserOutcome::updated);
  EXPECT_EQ(ids_of(this->store, {.role = "admin"}), Ids{});
  EXPECT_EQ(ids_of(this->store, {.role = "support"}), Ids{"u1"});
  EXPECT_EQ(ids_of(this->store, {.role = "other"}), Ids{"u1"});

  auto stale = account;
  stale.roles = {"admin"};
  EXPECT_EQ(this->store.update(stale, std::nullopt, changed), UpdateUserOutcome::stale);
  EXPECT_EQ(ids_of(this->store, {.role = "admin"}), Ids{});

  EXPECT_TRUE(this->store.remove(account.id, removed));
  EXPECT_EQ(ids_of(this->store, {.role = "support"}), Ids{});
  auto successor = user("u3");
  successor.username = std::nullopt;
  this->add(successor);
  EXPECT_EQ(ids_of(this->store, {.role = "support"}), Ids{"u3"});
}

}  // namespace
}  // namespace chancery
