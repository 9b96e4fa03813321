// What a LogoutOutbox promises its callers: one contract, run on every store.

#include <mutex>
#include <set>

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::browser_session;
using samples::event;
using samples::noon;
using samples::notice;
using namespace std::chrono_literals;
using Notices = std::vector<LogoutNotice>;

const AuditEvent any_event = event(AuditType::browser_session_ended);

LogoutNotice due(const std::string& id, Instant at) {
  auto made = notice(id);
  made.next_attempt_at = at;
  return made;
}

/// The same after it was claimed until then.
LogoutNotice claimed(LogoutNotice one, Instant until) {
  one.next_attempt_at = until;
  ++one.attempts;
  return one;
}

template <class Stores>
class LogoutOutboxContract : public testing::Test {
 protected:
  void put(const Notices& notices) {
    stores.browser_sessions.begin(browser_session(), {}, any_event);
    ASSERT_EQ(stores.browser_sessions.end(browser_session().id,
                                          {.logins = {}, .notices = notices, .event = any_event}),
              outbound::EndSessionOutcome::ended);
  }

  Stores stores;
  outbound::LogoutOutbox& outbox = stores.outbox;
};
TYPED_TEST_SUITE(LogoutOutboxContract, EveryKindOfStores);

TYPED_TEST(LogoutOutboxContract, GivesWhatIsDueTheLongestDueFirst) {
  EXPECT_EQ(this->outbox.claim(noon, noon + 60s, 9), Notices{});
  this->put({due("n1", noon), due("n2", noon + 1s), due("n3", noon - 9s), due("n4", noon - 5s)});
  EXPECT_EQ(this->outbox.claim(noon, noon + 60s, 9),
            (Notices{claimed(due("n3", {}), noon + 60s), claimed(due("n4", {}), noon + 60s),
                     claimed(due("n1", {}), noon + 60s)}));
  EXPECT_EQ(this->outbox.claim(noon + 1s, noon + 61s, 9),
            (Notices{claimed(due("n2", {}), noon + 61s)}));
}

TYPED_TEST(LogoutOutboxContract, GivesNoMoreThanWereAskedFor) {
  this->put({due("n1", noon - 1s), due("n2", noon - 2s), due("n3", noon - 3s)});
  const auto first = this->outbox.claim(noon, noon + 60s, 2);
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].id, NoticeId("n3"));
  EXPECT_EQ(first[1].id, NoticeId("n2"));
  EXPECT_EQ(this->outbox.claim(noon, noon + 60s, 0), Notices{});
  const auto rest = this->outbox.claim(noon, noon + 60s, 2);
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].id, NoticeId("n1"));
}

TYPED_TEST(LogoutOutboxContract, AClaimLastsUntilItsLeaseIsOver) {
  this->put({due("n1", noon)});
  ASSERT_EQ(this->outbox.claim(noon, noon + 60s, 9).size(), 1U);
  EXPECT_EQ(this->outbox.claim(noon + 59s, noon + 120s, 9), Notices{});
  const auto again = this->outbox.claim(noon + 60s, noon + 120s, 9);
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].attempts, notice().attempts + 2);
}

TYPED_TEST(LogoutOutboxContract, WhatIsPutOffIsDueThen) {
  this->put({due("n1", noon), due("n2", noon)});
  const auto both = this->outbox.claim(noon, noon + 60s, 9);
  ASSERT_EQ(both.size(), 2U);
  this->outbox.postpone(both[0], noon + 4s);
  EXPECT_EQ(this->outbox.claim(noon + 3s, noon + 60s, 9), Notices{});
  EXPECT_EQ(this->outbox.claim(noon + 4s, noon + 64s, 9), (Notices{claimed(both[0], noon + 64s)}));
}

TYPED_TEST(LogoutOutboxContract, WhoseClaimIsOverPutsNothingOff) {
  this->put({due("n1", noon)});
  const auto first = this->outbox.claim(noon, noon + 60s, 9);
  const auto second = this->outbox.claim(noon + 60s, noon + 120s, 9);
  ASSERT_EQ(first.size() + second.size(), 2U);
  this->outbox.postpone(first[0], noon + 61s);
  EXPECT_EQ(this->outbox.claim(noon + 61s, noon + 200s, 9), Notices{});
  this->outbox.postpone(second[0], noon + 62s);
  EXPECT_EQ(this->outbox.claim(noon + 62s, noon + 200s, 9).size(), 1U);
}

TYPED_TEST(LogoutOutboxContract, AClientsNoticesArePutOffTogether) {
  auto other = due("n4", noon);
  other.client = ClientId("cinema");
  this->put({due("n1", noon), due("n2", noon + 9s), due("n3", noon + 30s), other});
  this->outbox.put_off(due("n1", noon).client, noon + 10s);
  EXPECT_EQ(this->outbox.claim(noon + 9s, noon + 60s, 9), (Notices{claimed(other, noon + 60s)}));
  EXPECT_EQ(this->outbox.claim(noon + 10s, noon + 70s, 9).size(), 2U);
  EXPECT_EQ(this->outbox.claim(noon + 30s, noon + 90s, 9).size(), 1U);
}

TYPED_TEST(LogoutOutboxContract, AClaimIsNotCutShortByPuttingOff) {
  this->put({due("n1", noon)});
  ASSERT_EQ(this->outbox.claim(noon, noon + 60s, 9).size(), 1U);
  this->outbox.put_off(due("n1", noon).client, noon + 10s);
  EXPECT_EQ(this->outbox.claim(noon + 59s, noon + 200s, 9), Notices{});
}

TYPED_TEST(LogoutOutboxContract, WhatIsRemovedIsGone) {
  this->put({due("n1", noon), due("n2", noon)});
  this->outbox.remove(NoticeId("n1"));
  this->outbox.remove(NoticeId("n1"));
  this->outbox.remove(NoticeId("never"));
  this->outbox.postpone(due("n1", noon), noon);
  EXPECT_EQ(this->outbox.claim(noon, noon + 60s, 9),
            (Notices{claimed(due("n2", noon), noon + 60s)}));
}

TYPED_TEST(LogoutOutboxContract, OfManyNodesExactlyOneGetsEachNotice) {
  constexpr std::size_t count = 60;
  Notices notices;
  for (std::size_t i = 0; i < count; ++i) notices.push_back(due("n" + std::to_string(i), noon));
  this->put(notices);
  std::mutex mutex;
  std::multiset<std::string> got;
  winners(12, [&](int) {
    // A node that finds nothing may have met another that is about to claim it.
    for (int empty = 0; empty < 3;) {
      const auto mine = this->outbox.claim(noon, noon + 60s, 4);
      if (mine.empty()) ++empty;
      const std::lock_guard lock(mutex);
      for (const auto& one : mine) got.insert(one.id.value());
    }
    return true;
  });
  for (const auto& one : this->outbox.claim(noon, noon + 60s, count)) got.insert(one.id.value());
  EXPECT_EQ(got.size(), count);
  EXPECT_EQ(std::set(got.begin(), got.end()).size(), count) << "each once";
}

}  // namespace
}  // namespace chancery
