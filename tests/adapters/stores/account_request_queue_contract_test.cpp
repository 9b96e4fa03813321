// What an AccountRequestQueue promises its callers: one contract, run on every store.

#include <mutex>
#include <set>

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::account_request;
using samples::noon;
using namespace std::chrono_literals;
using Requests = std::vector<AccountRequest>;

AccountRequest due(const std::string& id, Instant at) {
  auto made = account_request(id, id + "@example.org");
  made.next_attempt_at = at;
  return made;
}

/// The same after it was claimed until then.
AccountRequest claimed(AccountRequest one, Instant until) {
  one.next_attempt_at = until;
  ++one.attempts;
  return one;
}

template <class Stores>
class AccountRequestQueueContract : public testing::Test {
 protected:
  Stores stores;
  outbound::AccountRequestQueue& queue = stores.account_requests;
};
TYPED_TEST_SUITE(AccountRequestQueueContract, EveryKindOfStores);

TYPED_TEST(AccountRequestQueueContract, GivesWhatIsDueFieldByFieldTheLongestDueFirst) {
  auto registration = due("r1", noon - 3s);
  registration.kind = AccountRequestKind::registration;
  registration.registration = {UserId("u1"), "Ann", PasswordHash("h")};
  auto plain = due("r2", noon - 9s);
  plain.kind = AccountRequestKind::registration;
  plain.registration = {UserId("u2"), std::nullopt, PasswordHash("h")};
  for (const auto& one : {registration, plain, due("r3", noon), due("r4", noon + 1s)}) {
    this->queue.add(one);
  }
  EXPECT_EQ(this->queue.claim(noon, noon + 30s, 9),
            (Requests{claimed(plain, noon + 30s), claimed(registration, noon + 30s),
                      claimed(due("r3", {}), noon + 30s)}));
  EXPECT_EQ(this->queue.claim(noon + 1s, noon + 31s, 9),
            (Requests{claimed(due("r4", {}), noon + 31s)}));
}

TYPED_TEST(AccountRequestQueueContract, OneThatWaitsDoesForAllOfItsKindAndAddress) {
  this->queue.add(account_request("r1", "Ann@example.org"));
  this->queue.add(account_request("r2", "ANN@Example.org"));
  auto other_kind = account_request("r3", "ann@example.org");
  other_kind.kind = AccountRequestKind::verify_email;
  this->queue.add(other_kind);
  this->queue.add(account_request("r4", "bob@example.org"));
  std::set<std::string> ids;
  for (const auto& one : this->queue.claim(noon, noon + 30s, 9)) ids.insert(one.id.value());
  EXPECT_EQ(ids, (std::set<std::string>{"r1", "r3", "r4"}));
  this->queue.add(account_request("r5", "ann@example.org"));
  EXPECT_EQ(this->queue.claim(noon, noon + 30s, 9), Requests{}) << "it waits, claimed or not";
  this->queue.remove(AccountRequestId("r1"));
  this->queue.add(account_request("r6", "ann@example.org"));
  EXPECT_EQ(this->queue.claim(noon, noon + 30s, 9).size(), 1U);
}

TYPED_TEST(AccountRequestQueueContract, AClaimLastsUntilItsLeaseIsOver) {
  this->queue.add(due("r1", noon));
  ASSERT_EQ(this->queue.claim(noon, noon + 30s, 9).size(), 1U);
  EXPECT_EQ(this->queue.claim(noon + 29s, noon + 60s, 9), Requests{});
  const auto again = this->queue.claim(noon + 30s, noon + 60s, 9);
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].attempts, account_request("r1").attempts + 2);
}

TYPED_TEST(AccountRequestQueueContract, GivesNoMoreThanWereAskedFor) {
  for (const auto* id : {"r1", "r2", "r3"}) this->queue.add(due(id, noon));
  EXPECT_EQ(this->queue.claim(noon, noon + 30s, 0), Requests{});
  EXPECT_EQ(this->queue.claim(noon, noon + 30s, 2).size(), 2U);
  EXPECT_EQ(this->queue.claim(noon, noon + 30s, 2).size(), 1U);
}

TYPED_TEST(AccountRequestQueueContract, WhatIsRemovedIsGone) {
  this->queue.add(due("r1", noon));
  this->queue.remove(AccountRequestId("r1"));
  this->queue.remove(AccountRequestId("r1"));
  EXPECT_EQ(this->queue.claim(noon, noon + 30s, 9), Requests{});
}

TYPED_TEST(AccountRequestQueueContract, OfManyNodesExactlyOneGetsEachRequest) {
  constexpr std::size_t count = 40;
  for (std::size_t i = 0; i < count; ++i) this->queue.add(due("r" + std::to_string(i), noon));
  std::mutex mutex;
  std::multiset<std::string> got;
  const auto take = [&](const Requests& some) {
    const std::lock_guard lock(mutex);
    for (const auto& one : some) got.insert(one.id.value());
  };
  winners(8, [&](int) {
    // A node that finds nothing may have met another that is about to claim it.
    for (int empty = 0; empty < 3;) {
      const auto mine = this->queue.claim(noon, noon + 30s, 4);
      if (mine.empty()) ++empty;
      take(mine);
    }
    return true;
  });
  take(this->queue.claim(noon, noon + 30s, count));
  EXPECT_EQ(got.size(), count);
  EXPECT_EQ(std::set(got.begin(), got.end()).size(), count) << "each once";
}

}  // namespace
}  // namespace chancery
