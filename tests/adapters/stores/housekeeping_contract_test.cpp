// What Housekeeping promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::client;
using samples::event;
using samples::family;
using samples::noon;
using samples::user;
using namespace std::chrono_literals;

const AuditEvent setup = event(AuditType::login_succeeded, "setup");
constexpr Lifetime idle = 48h;
constexpr Lifetime absolute = 240h;

template <class Stores>
class HousekeepingContract : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(stores.clients.add(client(), setup));
    ASSERT_EQ(stores.users.add(user(), std::nullopt, setup), outbound::AddUserOutcome::added);
  }
  /// A login that began at noon.
  void add(const std::string& id, const char* of = "u1", const char* at = "shop") {
    auto login = family(id);
    login.user = UserId(of);
    login.client = ClientId(at);
    login.rotated_at = noon;
    login.expires_at = noon + absolute;
    stores.families.add(login, setup);
  }
  void add_many(int count, const char* of = "u1", const char* at = "shop") {
    for (int i = 0; i < count; ++i) add(of + (":" + std::to_string(i)) + at, of, at);
  }
  void refresh(const std::string& id, Instant now) {
    const auto before = stores.families.find(FamilyId(id)).value().family;
    ASSERT_TRUE(stores.families.rotate(
        FamilyId(id),
        {.from = before.current,
         .to = TokenDigest("digest at " + std::to_string(now.time_since_epoch().count())),
         .generation = before.generation + 1,
         .seed = "seed",
         .rotated_at = now,
         .used_from = {}}));
  }
  bool is_there(const std::string& id) { return stores.families.find(FamilyId(id)).has_value(); }
  Swept sweep(Instant over_at, std::size_t limit = 100) {
    return house.sweep({.over_at = over_at, .idle_lifetime = idle, .limit = limit});
  }
  /// Sweeps until there is no more; how much was removed.
  std::size_t sweep_all(Instant over_at, std::size_t limit = 100) {
    std::size_t removed = 0;
    for (int i = 0; i < 1000; ++i) {
      const auto swept = sweep(over_at, limit);
      EXPECT_LE(swept.removed, limit);
      removed += swept.removed;
      if (!swept.more) return removed;
    }
    ADD_FAILURE() << "there is no end to it";
    return removed;
  }
  std::size_t waiting(Instant over_at, std::size_t limit = 100) {
    return house.backlog({.over_at = over_at, .idle_lifetime = idle, .limit = limit}).waiting;
  }
  void revoke_token(const char* id, Instant expires_at) {
    auto token = samples::claims(id);
    token.expires_at = expires_at;
    token.login = std::nullopt;
    token.issued_at = noon;
    stores.access_tokens.revoke(token, setup);
  }
  bool is_revoked(const char* id) {
    auto token = samples::claims(id);
    token.login = std::nullopt;
    return stores.access_tokens.standing(token) == outbound::AccessTokenStanding::revoked;
  }

  Stores stores;
  outbound::Housekeeping& house = stores.housekeeping;
};
TYPED_TEST_SUITE(HousekeepingContract, EveryKindOfStores);

TYPED_TEST(HousekeepingContract, AnEmptyHouseIsInOrder) {
  EXPECT_EQ(this->sweep(noon), Swept{});
  EXPECT_EQ(this->house.backlog({noon, idle, 9}), Backlog{});
}

TYPED_TEST(HousekeepingContract, ALoginStaysUntilItsIdleEndAndGoesAtIt) {
  this->add("f1");
  EXPECT_EQ(this->sweep_all(noon + idle - 1s), 0U);
  EXPECT_TRUE(this->is_there("f1"));
  EXPECT_EQ(this->sweep_all(noon + idle), 1U);
  EXPECT_FALSE(this->is_there("f1"));
}

TYPED_TEST(HousekeepingContract, ALoginThatIsRefreshedGoesAtTheIdleEndOfItsLastRefresh) {
  this->add("f1");
  auto last = noon;
  for (const auto hours : {1h, 25h, 72h, 119h}) {
    last = noon + hours;
    this->refresh("f1", last);
    EXPECT_EQ(this->sweep_all(last + idle - 1s), 0U);
  }
  EXPECT_TRUE(this->is_there("f1"));
  EXPECT_EQ(this->sweep_all(last + idle), 1U);
  EXPECT_FALSE(this->is_there("f1"));
}

TYPED_TEST(HousekeepingContract, ALoginThatIsRefreshedDailyGoesAtItsAbsoluteEnd) {
  this->add("f1");
  for (int day = 1; day < 10; ++day) {
    this->refresh("f1", noon + day * 24h);
    EXPECT_EQ(this->sweep_all(noon + day * 24h), 0U);
  }
  EXPECT_EQ(this->sweep_all(noon + absolute - 1s), 0U);
  EXPECT_TRUE(this->is_there("f1"));
  EXPECT_EQ(this->sweep_all(noon + absolute), 1U);
}

TYPED_TEST(HousekeepingContract, AShortLoginGoesAtItsEnd) {
  auto login = family("f1");
  login.rotated_at = noon;
  login.expires_at = noon + 600s;
  this->stores.families.add(login, setup);
  EXPECT_EQ(this->sweep_all(noon + 599s), 0U);
  EXPECT_EQ(this->sweep_all(noon + 600s), 1U);
}

TYPED_TEST(HousekeepingContract, EverySweepKeepsToItsLimitAndTogetherTheyRemoveAll) {
  this->add_many(25);
  this->add_many(25, "u2");
  ASSERT_EQ(this->stores.users.add(user("u2", "bob@example.org"), std::nullopt, setup),
            outbound::AddUserOutcome::added);
  for (int i = 0; i < 25; ++i) this->refresh("u2:" + std::to_string(i) + "shop", noon + 24h);
  const auto first = this->sweep(noon + idle, 7);
  EXPECT_LE(first.removed, 7U);
  EXPECT_TRUE(first.more);
  EXPECT_EQ(first.removed + this->sweep_all(noon + idle, 7), 25U);
  for (int i = 0; i < 25; ++i) EXPECT_TRUE(this->is_there("u2:" + std::to_string(i) + "shop"));
}

TYPED_TEST(HousekeepingContract, NoEventIsStored) {
  this->add("f1");
  const auto before = this->stores.events();
  EXPECT_EQ(this->sweep_all(noon + absolute), 1U);
  EXPECT_EQ(this->stores.events(), before);
}

TYPED_TEST(HousekeepingContract, LoginsOfAUserWhoLoggedOutEverywhereGo) {
  ASSERT_EQ(this->stores.users.add(user("u2", "bob@example.org"), std::nullopt, setup),
            outbound::AddUserOutcome::added);
  this->add_many(15);
  this->add("other", "u2");
  const auto changed = logged_out_everywhere(user(), noon);
  ASSERT_EQ(this->stores.users.update(changed, std::nullopt, setup),
            outbound::UpdateUserOutcome::updated);
  auto fresh = family("fresh");
  fresh.user_epoch = changed.epoch;
  this->stores.families.add(fresh, setup);
  EXPECT_EQ(this->sweep_all(noon, 4), 15U);
  EXPECT_TRUE(this->is_there("fresh"));
  EXPECT_TRUE(this->is_there("other"));
}

TYPED_TEST(HousekeepingContract, LoginsOfADeletedUserGo) {
  this->add_many(5);
  ASSERT_TRUE(this->stores.users.remove(UserId("u1"), setup));
  EXPECT_EQ(this->sweep_all(noon), 5U);
}

TYPED_TEST(HousekeepingContract, LoginsAtAClientThatWasSwitchedOffGo) {
  ASSERT_TRUE(this->stores.clients.add(client("till"), setup));
  this->add_many(15);
  this->add("other", "u1", "till");
  ASSERT_EQ(this->stores.clients.update(disabled(client(), noon), setup),
            outbound::UpdateClientOutcome::updated);
  EXPECT_EQ(this->sweep_all(noon, 4), 15U);
  EXPECT_TRUE(this->is_there("other"));
}

TYPED_TEST(HousekeepingContract, LoginsAtADeletedClientGoAndThoseAtItsSuccessorStay) {
  this->add_many(5);
  ASSERT_TRUE(this->stores.clients.remove(ClientId("shop"), setup));
  auto anew = client();
  anew.epoch = 7;
  ASSERT_TRUE(this->stores.clients.add(anew, setup));
  auto fresh = family("fresh");
  fresh.client_epoch = 7;
  this->stores.families.add(fresh, setup);
  EXPECT_EQ(this->sweep_all(noon), 5U);
  EXPECT_TRUE(this->is_there("fresh"));
}

TYPED_TEST(HousekeepingContract, AnyOtherChangeOfAPartyEndsNothing) {
  this->add("f1");
  auto renamed = user();
  renamed.email = "new@example.org";
  ASSERT_EQ(this->stores.users.update(renamed, std::nullopt, setup),
            outbound::UpdateUserOutcome::updated);
  auto client_renamed = client();
  client_renamed.name = "Another Name";
  ASSERT_EQ(this->stores.clients.update(client_renamed, setup),
            outbound::UpdateClientOutcome::updated);
  EXPECT_EQ(this->waiting(noon), 0U);
  EXPECT_EQ(this->sweep_all(noon + 1h), 0U);
  EXPECT_TRUE(this->is_there("f1"));
}

TYPED_TEST(HousekeepingContract, B73_ARevocationStaysUntilItsTokenHasExpired) {
  this->revoke_token("t1", noon + 600s);
  this->revoke_token("t2", noon + 900s);
  EXPECT_EQ(this->sweep_all(noon + 599s), 0U);
  EXPECT_TRUE(this->is_revoked("t1"));
  EXPECT_EQ(this->sweep_all(noon + 600s), 1U);
  EXPECT_FALSE(this->is_revoked("t1"));
  EXPECT_TRUE(this->is_revoked("t2"));
}

TYPED_TEST(HousekeepingContract, AnswersToRepeatedRequestsStayUntilTheirEnd) {
  const auto begin = [&](const char* attempt, Instant now) {
    return this->stores.idempotency.begin({.attempt = {.id = "k", .name = attempt},
                                           .body = "body",
                                           .now = now,
                                           .runs_until = noon + 60s,
                                           .expires_at = noon + 24h});
  };
  begin("a", noon);
  this->stores.idempotency.finish({"k", "a"}, "the answer");
  EXPECT_EQ(this->sweep_all(noon + 24h - 1s), 0U);
  EXPECT_EQ(begin("b", noon + 1s), IdempotencyOutcome(AnsweredBefore{"the answer"}));
  EXPECT_EQ(this->sweep_all(noon + 24h), 1U);
  EXPECT_TRUE(std::holds_alternative<FirstTime>(begin("c", noon + 1s)));
}

TYPED_TEST(HousekeepingContract, TheBacklogIsCountedUpToABound) {
  this->add_many(5);
  this->revoke_token("t1", noon + 600s);
  const auto end = noon + absolute;
  EXPECT_EQ(this->waiting(noon), 0U);
  EXPECT_EQ(this->waiting(end), 6U);
  EXPECT_EQ(this->waiting(end, 3), 3U);
  const auto since = this->house.backlog({end, idle, 9}).since;
  ASSERT_TRUE(since);
  EXPECT_EQ(*since, noon + 600s);
  EXPECT_EQ(this->sweep_all(end), 6U);
  EXPECT_EQ(this->house.backlog({end, idle, 9}), Backlog{});
}

TYPED_TEST(HousekeepingContract, OneNodeKeepsHouseUntilItsTimeIsOver) {
  EXPECT_TRUE(this->house.claim("a", noon, noon + 60s));
  EXPECT_FALSE(this->house.claim("b", noon + 59s, noon + 120s));
  EXPECT_TRUE(this->house.claim("a", noon + 30s, noon + 90s)) << "who has it renews it";
  EXPECT_FALSE(this->house.claim("b", noon + 60s, noon + 120s));
  EXPECT_TRUE(this->house.claim("b", noon + 90s, noon + 150s));
  EXPECT_FALSE(this->house.claim("a", noon + 91s, noon + 151s));
}

TYPED_TEST(HousekeepingContract, ItIsKnownUntilWhenSomebodyKeepsHouse) {
  EXPECT_EQ(this->house.kept_until(), std::nullopt);
  ASSERT_TRUE(this->house.claim("a", noon, noon + 60s));
  EXPECT_EQ(this->house.kept_until(), noon + 60s);
  ASSERT_FALSE(this->house.claim("b", noon, noon + 90s));
  EXPECT_EQ(this->house.kept_until(), noon + 60s);
}

TYPED_TEST(HousekeepingContract, AClockThatWasWrongKeepsNobodyOut) {
  ASSERT_TRUE(this->house.claim("a", noon + 40 * 24h, noon + 40 * 24h + 60s));
  EXPECT_TRUE(this->house.claim("b", noon, noon + 60s));
  ASSERT_TRUE(this->house.claim("b", noon, noon + 60s + 600s));
  EXPECT_FALSE(this->house.claim("c", noon, noon + 60s)) << "clocks may differ by ten minutes";
}

TYPED_TEST(HousekeepingContract, OneOfManyNodesGetsTheHouse) {
  EXPECT_EQ(winners(16,
                    [&](int racer) {
                      return this->house.claim("node " + std::to_string(racer), noon, noon + 60s);
                    }),
            1);
}

TYPED_TEST(HousekeepingContract, NobodyIsDisturbedByAnother) {
  this->add_many(60);
  ASSERT_EQ(this->stores.users.add(user("u2", "bob@example.org"), std::nullopt, setup),
            outbound::AddUserOutcome::added);
  this->add_many(8, "u2");
  // Four sweep, and the logins that are due but alive are refreshed while they do.
  for (int i = 0; i < 8; ++i) this->refresh("u2:" + std::to_string(i) + "shop", noon + 1s);
  std::atomic<std::size_t> removed = 0;
  winners(12, [&](int racer) {
    if (racer < 4) {
      removed += this->sweep_all(noon + idle, 5);
    } else {
      this->refresh("u2:" + std::to_string(racer - 4) + "shop", noon + idle);
    }
    return true;
  });
  EXPECT_EQ(removed + this->sweep_all(noon + idle), 60U);
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(this->is_there("u2:" + std::to_string(i) + "shop"));
}

TYPED_TEST(HousekeepingContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto ended = client("shop" + text);
    ASSERT_TRUE(this->stores.clients.add(ended, setup)) << text;
    this->add("f" + text, "u1", ("shop" + text).c_str());
    ASSERT_TRUE(this->stores.clients.remove(ended.id, setup));
    EXPECT_TRUE(this->house.claim(text, noon, noon));
  }
  this->add("f");
  EXPECT_EQ(this->sweep_all(noon), std::size(samples::hostile_texts));
  EXPECT_TRUE(this->is_there("f"));
}

template <class Stores>
class SqlHousekeeping : public HousekeepingContract<Stores> {};
TYPED_TEST_SUITE(SqlHousekeeping, EveryKindOfSqlStores);

constexpr sql::Statement forget_when_due("UPDATE refresh_families SET sweep_at = 0");
constexpr sql::Statement count_ended_epochs("SELECT count(*) FROM ended_epochs");

TYPED_TEST(SqlHousekeeping, LoginsFromBeforeItAreLookedAtSoon) {
  this->add("old");
  this->add("used");
  this->refresh("used", noon + 24h);
  this->stores.database->execute(forget_when_due, {});
  const auto backlog = this->house.backlog({noon, idle, 9});
  EXPECT_EQ(backlog.waiting, 2U);
  EXPECT_EQ(backlog.since, std::nullopt) << "they have not waited since 1970";
  EXPECT_EQ(this->sweep_all(noon + idle), 1U);
  EXPECT_TRUE(this->is_there("used"));
  EXPECT_EQ(this->waiting(noon + idle), 0U);
}

TYPED_TEST(SqlHousekeeping, EpochsThatWereSweptAreForgotten) {
  this->add_many(3);
  ASSERT_TRUE(this->stores.users.remove(UserId("u1"), setup));
  ASSERT_TRUE(this->stores.clients.remove(ClientId("shop"), setup));
  const auto count = [&] {
    return this->stores.database->query(count_ended_epochs, {}).at(0).integer();
  };
  EXPECT_EQ(count(), 2);
  this->sweep_all(noon, 2);
  EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace chancery
