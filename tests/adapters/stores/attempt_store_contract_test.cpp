// What an AttemptStore promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;
using samples::noon;
using Tallies = std::vector<AttemptTally>;

const AttemptKey a("a");
const AttemptKey b("b");
const AttemptTally none{};
const AttemptTally first{.forgiven_at = noon + 1s, .held_until = {}, .trusted_until = noon + 3s};
const AttemptTally second{
    .forgiven_at = noon + 4s, .held_until = noon + 5s, .trusted_until = noon + 6s};

template <class Stores>
class AttemptStoreContract : public testing::Test {
 protected:
  AttemptTally kept(const AttemptKey& key) { return store.find({key}).front(); }

  Stores stores;
  outbound::AttemptStore& store = stores.attempts;
};
TYPED_TEST_SUITE(AttemptStoreContract, EveryKindOfStores);

TYPED_TEST(AttemptStoreContract, AKeyThatNobodyKnowsHasNothing) {
  EXPECT_EQ(this->store.find({}), Tallies{});
  EXPECT_EQ(this->store.find({a}), Tallies{none});
  EXPECT_EQ(this->store.find({a, b, AttemptKey("c"), AttemptKey("d")}),
            (Tallies{none, none, none, none}));
}

TYPED_TEST(AttemptStoreContract, FindsTalliesInTheOrderOfTheKeys) {
  ASSERT_TRUE(this->store.replace(a, none, first));
  ASSERT_TRUE(this->store.replace(b, none, second));
  EXPECT_EQ(this->store.find({a, b}), (Tallies{first, second}));
  EXPECT_EQ(this->store.find({b, AttemptKey("c"), a}), (Tallies{second, none, first}));
  EXPECT_EQ(this->store.find({a, a}), (Tallies{first, first}));
}

TYPED_TEST(AttemptStoreContract, ReplacesWhatIsStillThere) {
  ASSERT_TRUE(this->store.replace(a, none, first));
  EXPECT_TRUE(this->store.replace(a, first, second));
  EXPECT_EQ(this->kept(a), second);
  EXPECT_TRUE(this->store.replace(a, second, none));
  EXPECT_EQ(this->kept(a), none);
  EXPECT_TRUE(this->store.replace(a, none, first)) << "as if it had never been";
}

TYPED_TEST(AttemptStoreContract, ReplacesNothingElse) {
  EXPECT_FALSE(this->store.replace(a, first, second));
  EXPECT_FALSE(this->store.replace(a, first, none));
  EXPECT_TRUE(this->store.replace(a, none, none));
  EXPECT_EQ(this->kept(a), none);

  ASSERT_TRUE(this->store.replace(a, none, first));
  for (auto stale : {none, second}) {
    EXPECT_FALSE(this->store.replace(a, stale, second));
    EXPECT_FALSE(this->store.replace(a, stale, none));
  }
  EXPECT_EQ(this->kept(a), first);
}

TYPED_TEST(AttemptStoreContract, EveryPartOfATallyCounts) {
  ASSERT_TRUE(this->store.replace(a, none, second));
  for (const auto part :
       {&AttemptTally::forgiven_at, &AttemptTally::held_until, &AttemptTally::trusted_until}) {
    auto stale = second;
    stale.*part += 1s;
    EXPECT_FALSE(this->store.replace(a, stale, first));
    EXPECT_FALSE(this->store.replace(a, stale, none));
  }
  EXPECT_EQ(this->kept(a), second);
}

TYPED_TEST(AttemptStoreContract, B81_OfManyAtOnceOneWins) {
  // Nobody replaces a tally by itself, which would let the next one win too.
  const auto race = [&](const AttemptTally& from, Instant to) {
    return winners(16, [&](int racer) {
      const AttemptTally own{.forgiven_at = to + std::chrono::seconds(racer)};
      return this->store.replace(a, from, own);
    });
  };
  EXPECT_EQ(race(none, noon), 1);
  EXPECT_EQ(race(this->kept(a), noon + 1min), 1);
  const auto last = this->kept(a);
  EXPECT_EQ(winners(16, [&](int) { return this->store.replace(a, last, none); }), 1);
}

TYPED_TEST(AttemptStoreContract, B81_AttemptsAtOnceAreEachCounted) {
  constexpr int racers = 12;
  EXPECT_EQ(winners(racers,
                    [&](int) {
                      for (;;) {
                        const auto from = this->kept(a);
                        const auto to = counted(from, network_throttle, noon);
                        if (this->store.replace(a, from, to)) return true;
                      }
                    }),
            racers);
  EXPECT_EQ(failures(this->kept(a), network_throttle, noon), 12U);
}

TYPED_TEST(AttemptStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    const AttemptKey key(text);
    ASSERT_TRUE(this->store.replace(key, none, first));
    EXPECT_TRUE(this->store.replace(key, first, second));
    EXPECT_EQ(this->kept(key), second);
    EXPECT_TRUE(this->store.replace(key, second, none));
  }
}

TYPED_TEST(AttemptStoreContract, HousekeepingTakesWhatCountsNoMore) {
  ASSERT_TRUE(this->store.replace(a, none, {.forgiven_at = noon + 2s, .held_until = noon + 1s}));
  ASSERT_TRUE(this->store.replace(b, none, {.forgiven_at = noon, .trusted_until = noon + 9s}));
  auto& house = this->stores.housekeeping;
  const auto order = [](Instant over_at, std::size_t limit = 9) {
    return outbound::Housekeeping::Order{.over_at = over_at, .idle_lifetime = 48h, .limit = limit};
  };
  EXPECT_EQ(house.backlog(order(noon + 1s)), Backlog{});
  EXPECT_EQ(house.sweep(order(noon + 1s)), Swept{});
  EXPECT_EQ(house.backlog(order(noon + 9s)), (Backlog{.waiting = 2, .since = noon + 2s}));
  EXPECT_EQ(house.sweep(order(noon + 2s)), Swept{.removed = 1});
  EXPECT_EQ(this->kept(a), none);
  EXPECT_NE(this->kept(b), none);

  ASSERT_TRUE(this->store.replace(a, none, {.forgiven_at = noon}));
  EXPECT_EQ(house.sweep(order(noon + 9s, 1)), (Swept{.removed = 1, .more = true}));
  EXPECT_EQ(house.sweep(order(noon + 9s)), Swept{.removed = 1});
  EXPECT_EQ(house.backlog(order(noon + 9s)), Backlog{});
}

}  // namespace
}  // namespace chancery
