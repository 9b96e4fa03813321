// What a MailStore promises its callers: one contract, run on every store.

#include <mutex>
#include <set>

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::SealedMail;
using samples::noon;
using samples::sealed_mail;
using namespace std::chrono_literals;
using Mails = std::vector<SealedMail>;

SealedMail due(const std::string& id, Instant at) {
  auto made = sealed_mail(id);
  made.next_attempt_at = at;
  return made;
}

/// The same after it was claimed until then.
SealedMail claimed(SealedMail one, Instant until) {
  one.next_attempt_at = until;
  ++one.attempts;
  return one;
}

template <class Stores>
class MailStoreContract : public testing::Test {
 protected:
  void put(const Mails& mails) {
    for (const auto& mail : mails) store.add(mail);
  }

  Stores stores;
  outbound::MailStore& store = stores.mails;
};
TYPED_TEST_SUITE(MailStoreContract, EveryKindOfStores);

TYPED_TEST(MailStoreContract, GivesWhatIsDueTheLongestDueFirst) {
  EXPECT_EQ(this->store.claim(noon, noon + 60s, 9), Mails{});
  this->put({due("m1", noon), due("m2", noon + 1s), due("m3", noon - 9s), due("m4", noon - 5s)});
  EXPECT_EQ(this->store.claim(noon, noon + 60s, 9),
            (Mails{claimed(due("m3", {}), noon + 60s), claimed(due("m4", {}), noon + 60s),
                   claimed(due("m1", {}), noon + 60s)}));
  EXPECT_EQ(this->store.claim(noon + 1s, noon + 61s, 9),
            (Mails{claimed(due("m2", {}), noon + 61s)}));
}

TYPED_TEST(MailStoreContract, WhatIsAddedAgainStaysAsItIs) {
  this->put({due("m1", noon)});
  ASSERT_EQ(this->store.claim(noon, noon + 60s, 9).size(), 1U);
  auto other = due("m1", noon - 1s);
  other.sealed = "something else";
  this->put({due("m1", noon), other});
  EXPECT_EQ(this->store.claim(noon + 59s, noon + 60s, 9), Mails{});
  EXPECT_EQ(this->store.claim(noon + 60s, noon + 120s, 9),
            (Mails{claimed(claimed(due("m1", {}), {}), noon + 120s)}));
}

TYPED_TEST(MailStoreContract, GivesNoMoreThanWereAskedFor) {
  this->put({due("m1", noon - 1s), due("m2", noon - 2s), due("m3", noon - 3s)});
  const auto first = this->store.claim(noon, noon + 60s, 2);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].id, MailId("m3"));
  EXPECT_EQ(first[1].id, MailId("m2"));
  EXPECT_EQ(this->store.claim(noon, noon + 60s, 0), Mails{});
  const auto rest = this->store.claim(noon, noon + 60s, 2);
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].id, MailId("m1"));
}

TYPED_TEST(MailStoreContract, AClaimLastsUntilItsLeaseIsOver) {
  this->put({due("m1", noon)});
  ASSERT_EQ(this->store.claim(noon, noon + 60s, 9).size(), 1U);
  EXPECT_EQ(this->store.claim(noon + 59s, noon + 120s, 9), Mails{});
  const auto again = this->store.claim(noon + 60s, noon + 120s, 9);
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].attempts, sealed_mail().attempts + 2);
}

TYPED_TEST(MailStoreContract, WhatIsPutOffIsDueThen) {
  this->put({due("m1", noon), due("m2", noon)});
  const auto both = this->store.claim(noon, noon + 60s, 9);
  ASSERT_EQ(both.size(), 2U);
  this->store.postpone(both[0].id, both[0].attempts, noon + 4s);
  EXPECT_EQ(this->store.claim(noon + 3s, noon + 60s, 9), Mails{});
  EXPECT_EQ(this->store.claim(noon + 4s, noon + 64s, 9), (Mails{claimed(both[0], noon + 64s)}));
}

TYPED_TEST(MailStoreContract, WhoseClaimIsOverPutsNothingOff) {
  this->put({due("m1", noon)});
  const auto first = this->store.claim(noon, noon + 60s, 9);
  const auto second = this->store.claim(noon + 60s, noon + 120s, 9);
  ASSERT_EQ(first.size() + second.size(), 2U);
  this->store.postpone(first[0].id, first[0].attempts, noon + 61s);
  EXPECT_EQ(this->store.claim(noon + 61s, noon + 200s, 9), Mails{});
  this->store.postpone(second[0].id, second[0].attempts, noon + 62s);
  EXPECT_EQ(this->store.claim(noon + 62s, noon + 200s, 9).size(), 1U);
}

TYPED_TEST(MailStoreContract, WhatIsRemovedIsGone) {
  this->put({due("m1", noon), due("m2", noon)});
  this->store.remove(MailId("m1"));
  this->store.remove(MailId("m1"));
  this->store.remove(MailId("mever"));
  this->store.postpone(MailId("m1"), due("m1", noon).attempts, noon);
  EXPECT_EQ(this->store.claim(noon, noon + 60s, 9), (Mails{claimed(due("m2", noon), noon + 60s)}));
}

TYPED_TEST(MailStoreContract, OfManyNodesExactlyOneGetsEachMail) {
  constexpr std::size_t count = 60;
  Mails mails;
  for (std::size_t i = 0; i < count; ++i) mails.push_back(due("m" + std::to_string(i), noon));
  this->put(mails);
  std::mutex mutex;
  std::multiset<std::string> got;
  winners(12, [&](int) {
    // A node that finds nothing may have met another that is about to claim it.
    for (int empty = 0; empty < 3;) {
      const auto mine = this->store.claim(noon, noon + 60s, 4);
      if (mine.empty()) ++empty;
      const std::lock_guard lock(mutex);
      for (const auto& one : mine) got.insert(one.id.value());
    }
    return true;
  });
  for (const auto& one : this->store.claim(noon, noon + 60s, count)) got.insert(one.id.value());
  EXPECT_EQ(got.size(), count);
  EXPECT_EQ(std::set(got.begin(), got.end()).size(), count) << "each once";
}

}  // namespace
}  // namespace chancery
