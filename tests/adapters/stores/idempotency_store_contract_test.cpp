// What an IdempotencyStore promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;
using outbound::IdempotencyStore;
using samples::noon;

const IdempotencyOutcome running = StillRunning{};
const IdempotencyOutcome other_body = OtherBody{};

IdempotencyStore::Begin request(const std::string& id, const std::string& attempt,
                                Instant now = noon, const std::string& body = "body") {
  return {.attempt = {.id = id, .name = attempt},
          .body = body,
          .now = now,
          .runs_until = now + 60s,
          .expires_at = now + 24h};
}

template <class Stores>
class IdempotencyStoreContract : public testing::Test {
 protected:
  void expect_first(const IdempotencyStore::Begin& begin) {
    EXPECT_EQ(store.begin(begin), IdempotencyOutcome(FirstTime{begin.attempt}));
  }

  Stores stores;
  IdempotencyStore& store = stores.idempotency;
};
TYPED_TEST_SUITE(IdempotencyStoreContract, EveryKindOfStores);

TYPED_TEST(IdempotencyStoreContract, TheFirstRunsAndTheNextIsToldSo) {
  this->expect_first(request("k", "a"));
  EXPECT_EQ(this->store.begin(request("k", "b")), running);
  this->expect_first(request("other", "c"));
}

TYPED_TEST(IdempotencyStoreContract, AFinishedRunIsAnsweredAsBefore) {
  this->expect_first(request("k", "a"));
  this->store.finish({"k", "a"}, "the answer");
  const IdempotencyOutcome answered = AnsweredBefore{"the answer"};
  EXPECT_EQ(this->store.begin(request("k", "b")), answered);
  EXPECT_EQ(this->store.begin(request("k", "c", noon + 24h - 1s)), answered);
  this->store.finish({"k", "a"}, "another");
  EXPECT_EQ(this->store.begin(request("k", "d")), answered);
}

TYPED_TEST(IdempotencyStoreContract, AnotherBodyIsTold) {
  this->expect_first(request("k", "a"));
  EXPECT_EQ(this->store.begin(request("k", "b", noon, "other")), other_body);
  this->store.finish({"k", "a"}, "the answer");
  EXPECT_EQ(this->store.begin(request("k", "c", noon, "other")), other_body);
}

TYPED_TEST(IdempotencyStoreContract, AnAbandonedRunFreesTheIdAtOnce) {
  this->expect_first(request("k", "a"));
  this->store.abandon({"k", "a"});
  this->expect_first(request("k", "b", noon, "other"));
}

TYPED_TEST(IdempotencyStoreContract, AFinishedRunCannotBeAbandoned) {
  this->expect_first(request("k", "a"));
  this->store.finish({"k", "a"}, "the answer");
  this->store.abandon({"k", "a"});
  EXPECT_EQ(this->store.begin(request("k", "b")), IdempotencyOutcome(AnsweredBefore{"the answer"}));
}

TYPED_TEST(IdempotencyStoreContract, AnIdIsFreeAgainOnceItHasExpired) {
  this->expect_first(request("k", "a"));
  this->store.finish({"k", "a"}, "the answer");
  EXPECT_EQ(this->store.begin(request("k", "b", noon + 24h - 1s, "other")), other_body);
  this->expect_first(request("k", "c", noon + 24h, "other"));
  EXPECT_EQ(this->store.begin(request("k", "d", noon + 24h, "other")), running);
}

TYPED_TEST(IdempotencyStoreContract, ARunThatNeverEndsIsOvertakenAfterItsLease) {
  this->expect_first(request("k", "a"));
  EXPECT_EQ(this->store.begin(request("k", "b", noon + 60s - 1s)), running);
  EXPECT_EQ(this->store.begin(request("k", "b", noon + 60s, "other")), other_body);
  this->expect_first(request("k", "b", noon + 60s));
  // What the overtaken one does now changes nothing.
  this->store.finish({"k", "a"}, "late");
  this->store.abandon({"k", "a"});
  EXPECT_EQ(this->store.begin(request("k", "c", noon + 60s)), running);
  this->store.finish({"k", "b"}, "in time");
  EXPECT_EQ(this->store.begin(request("k", "c", noon + 60s)),
            IdempotencyOutcome(AnsweredBefore{"in time"}));
}

TYPED_TEST(IdempotencyStoreContract, OneOfManyConcurrentRequestsRuns) {
  const auto race = [&](int racer) {
    return std::holds_alternative<FirstTime>(
        this->store.begin(request("k", std::to_string(racer))));
  };
  EXPECT_EQ(winners(16, race), 1);
}

TYPED_TEST(IdempotencyStoreContract, OneOfManyConcurrentRequestsOvertakes) {
  this->expect_first(request("k", "dead"));
  const auto race = [&](int racer) {
    return std::holds_alternative<FirstTime>(
        this->store.begin(request("k", std::to_string(racer), noon + 60s)));
  };
  EXPECT_EQ(winners(16, race), 1);
}

TYPED_TEST(IdempotencyStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    this->expect_first(request("id " + text, text, noon, text));
    this->store.finish({"id " + text, text}, text);
    EXPECT_EQ(this->store.begin(request("id " + text, "x", noon, text)),
              IdempotencyOutcome(AnsweredBefore{text}));
  }
}

}  // namespace
}  // namespace chancery
