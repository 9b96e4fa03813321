// What a UserTransfer promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::Arrival;
using outbound::ArrivalOutcome;
using samples::event;
using samples::user;
using enum ArrivalOutcome;
using Outcomes = std::vector<ArrivalOutcome>;

const PasswordHash hash("$2b$12$imported");

Arrival arrival(User account) {
  auto told = event(AuditType::user_created, "import");
  told.user = account.id;
  return {.account = {std::move(account), hash}, .event = told};
}

User named(const char* id, const char* email, std::optional<std::string> username) {
  auto account = user(id, email);
  account.username = std::move(username);
  return account;
}

template <class Stores>
class UserTransferContract : public testing::Test {
 protected:
  Stores stores;
  outbound::UserTransfer& transfer = stores.transfer;
};
TYPED_TEST_SUITE(UserTransferContract, EveryKindOfStores);

TYPED_TEST(UserTransferContract, AddsAccountsFieldByFieldWithTheirEvents) {
  auto bare = arrival(named("u2", "bob@example.org", std::nullopt));
  bare.account.password = std::nullopt;
  bare.account.user.roles = {};
  bare.account.user.claims = {};
  const std::vector<Arrival> arrivals{arrival(user()), bare};
  EXPECT_EQ(this->transfer.add(arrivals), (Outcomes{added, added}));

  const auto found = this->stores.users.find_by_login(LoginName("ann@example.org"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, user());
  EXPECT_EQ(found->password, hash);
  EXPECT_EQ(this->stores.users.find(UserId("u2")), bare.account.user);
  EXPECT_EQ(this->stores.events(), (std::vector{arrivals[0].event, arrivals[1].event}));
  UserFilter support;
  support.role = "support";
  EXPECT_EQ(this->stores.users.list(support, std::nullopt, 9), std::vector{user()});
}

TYPED_TEST(UserTransferContract, WhatIsThereStaysAsItIs) {
  ASSERT_EQ(this->transfer.add(std::vector{arrival(named("u1", "ann@example.org", "ann"))}),
            Outcomes{added});
  const auto before = this->stores.users.find(UserId("u1"));
  const std::vector<Arrival> arrivals{
      arrival(named("u1", "other@example.org", "other")),     // its id
      arrival(named("u9", "ANN@example.org", "other")),       // its address
      arrival(named("u8", "ann@example.org", "ann")),         // and its name
      arrival(named("u7", "another@example.org", "ANN")),     // its name only
      arrival(named("u6", "new@example.org", "new")),         // nothing of it
      arrival(named("u5", "new@example.org", std::nullopt)),  // what came just before
  };
  const Outcomes outcomes{present, present, present, username_taken, added, present};
  EXPECT_EQ(this->transfer.add(arrivals), outcomes);
  EXPECT_EQ(this->stores.users.find(UserId("u1")), before);
  EXPECT_EQ(this->stores.users.list({}, std::nullopt, 9).size(), 2U);
  EXPECT_EQ(this->stores.events().size(), 2U);
  const Outcomes again{present, present, present, username_taken, present, present};
  EXPECT_EQ(this->transfer.add(arrivals), again);
}

TYPED_TEST(UserTransferContract, ForeseesEachAloneAndChangesNothing) {
  ASSERT_EQ(this->transfer.add(std::vector{arrival(named("u1", "ann@example.org", "ann"))}),
            Outcomes{added});
  const std::vector<Arrival> arrivals{arrival(named("u1", "other@example.org", std::nullopt)),
                                      arrival(named("u9", "Ann@example.org", "other")),
                                      arrival(named("u7", "x@example.org", "Ann")),
                                      arrival(named("u6", "new@example.org", "new"))};
  EXPECT_EQ(this->transfer.foresee(arrivals), (Outcomes{present, present, username_taken, added}));
  EXPECT_EQ(this->transfer.foresee({}), Outcomes{});
  EXPECT_EQ(this->stores.users.list({}, std::nullopt, 9).size(), 1U);
  EXPECT_EQ(this->stores.events().size(), 1U);
}

TYPED_TEST(UserTransferContract, PagesInTheOrderOfIds) {
  std::vector<Arrival> arrivals;
  for (const auto* id : {"b", "B", "a", "c"}) {
    arrivals.push_back(arrival(named(
        id, (std::string(id) + (*id == 'B' ? "2" : "") + "@example.org").c_str(), std::nullopt)));
  }
  arrivals[2].account.password = std::nullopt;
  ASSERT_EQ(this->transfer.add(arrivals), Outcomes(4, added));
  const auto first = this->transfer.page(std::nullopt, 2);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].user, arrivals[1].account.user);
  EXPECT_EQ(first[0].password, hash);
  EXPECT_EQ(first[1].user, arrivals[2].account.user);
  EXPECT_EQ(first[1].password, std::nullopt);
  const auto second = this->transfer.page(UserId("a"), 9);
  ASSERT_EQ(second.size(), 2U);
  EXPECT_EQ(second[1].user, arrivals[3].account.user);
  EXPECT_TRUE(this->transfer.page(UserId("c"), 9).empty());
}

TYPED_TEST(UserTransferContract, OfTwoImportsAtOnceEachAccountComesInByOne) {
  std::vector<Arrival> arrivals;
  for (int i = 0; i < 20; ++i) {
    const auto number = std::to_string(i);
    arrivals.push_back(arrival(
        named(("id" + number).c_str(), ("u" + number + "@example.org").c_str(), std::nullopt)));
  }
  std::atomic<int> came = 0;
  winners(4, [&](int) {
    for (const auto outcome : this->transfer.add(arrivals)) {
      if (outcome == added) ++came;
    }
    return true;
  });
  EXPECT_EQ(came, 20);
  EXPECT_EQ(this->stores.events().size(), 20U);
  EXPECT_EQ(this->stores.users.list({}, std::nullopt, 99).size(), 20U);
}

}  // namespace
}  // namespace chancery
