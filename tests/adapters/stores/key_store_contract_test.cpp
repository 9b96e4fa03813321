// What a KeyStore promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::StoredKey;
using samples::event;
using samples::key;
using samples::noon;
using namespace std::chrono_literals;

const AuditEvent told = event(AuditType::key_changed);

template <class Stores>
class KeyStoreContract : public testing::Test {
 protected:
  void add(const StoredKey& key) { ASSERT_TRUE(store.add(key, told)); }
  std::size_t events() { return stores.events().size(); }

  Stores stores;
  outbound::KeyStore& store = stores.keys;
};
TYPED_TEST_SUITE(KeyStoreContract, EveryKindOfStores);

TYPED_TEST(KeyStoreContract, GivesBackEveryFieldInOrderOfCreationThenId) {
  auto oldest = key("z", KeyState::retiring);
  oldest.record.created_at -= 1s;
  auto symmetric = key("a", KeyState::active, KeyUse::tag_refresh_tokens);
  symmetric.public_jwk = "";
  const auto next = key("B", KeyState::next, KeyUse::sign_rs256);
  const auto active = key("b", KeyState::active);

  EXPECT_TRUE(this->store.all().empty());
  this->add(active);
  this->add(next);
  this->add(symmetric);
  this->add(oldest);
  EXPECT_EQ(this->store.all(), (std::vector{oldest, next, symmetric, active}));
  EXPECT_EQ(this->stores.events(), (std::vector{told, told, told, told}));
}

TYPED_TEST(KeyStoreContract, EachUseHasAtMostOneActiveAndOneNext) {
  for (const auto use : key_uses) {
    const auto id = std::string(name(use));
    this->add(key(id + "-active", KeyState::active, use));
    this->add(key(id + "-next", KeyState::next, use));
    EXPECT_FALSE(this->store.add(key(id + "-active-2", KeyState::active, use), told));
    EXPECT_FALSE(this->store.add(key(id + "-next-2", KeyState::next, use), told));
    this->add(key(id + "-old-1", KeyState::retiring, use));
    this->add(key(id + "-old-2", KeyState::retiring, use));
  }
  EXPECT_EQ(this->store.all().size(), 4 * std::size(key_uses));
  EXPECT_EQ(this->events(), 4 * std::size(key_uses));
}

TYPED_TEST(KeyStoreContract, AnIdThatIsTakenIsNeverOverwritten) {
  this->add(key("k1", KeyState::retiring));
  auto other = key("k1", KeyState::active);
  EXPECT_FALSE(this->store.add(other, told));
  EXPECT_EQ(this->store.all(), std::vector{key("k1", KeyState::retiring)});
}

TYPED_TEST(KeyStoreContract, OneOfManyConcurrentAddsOfAnActiveKeyWins) {
  EXPECT_EQ(winners(16,
                    [&](int racer) {
                      return this->store.add(key("k" + std::to_string(racer), KeyState::active),
                                             told);
                    }),
            1);
  EXPECT_EQ(this->store.all().size(), 1U);
  EXPECT_EQ(this->events(), 1U);
}

TYPED_TEST(KeyStoreContract, ActivateMovesBothKeysInOneStep) {
  this->add(key("k1", KeyState::active));
  this->add(key("k2", KeyState::next));
  this->add(key("other", KeyState::active, KeyUse::sign_rs256));
  EXPECT_TRUE(this->store.activate(KeyId("k2"), KeyId("k1"), noon, told));

  auto retired = key("k1", KeyState::retiring);
  retired.record.retired_at = noon;
  auto active = key("k2", KeyState::active);
  active.record.activates_at = noon;
  EXPECT_EQ(this->store.all(),
            (std::vector{retired, active, key("other", KeyState::active, KeyUse::sign_rs256)}));
  EXPECT_EQ(this->events(), 4U);
}

TYPED_TEST(KeyStoreContract, ActivateWithoutAPredecessorNeedsAUseWithoutAnActiveKey) {
  this->add(key("other", KeyState::active, KeyUse::sign_rs256));
  this->add(key("k1", KeyState::next));
  EXPECT_TRUE(this->store.activate(KeyId("k1"), std::nullopt, noon, told));

  this->add(key("k2", KeyState::next));
  const auto before = this->store.all();
  EXPECT_FALSE(this->store.activate(KeyId("k2"), std::nullopt, noon, told));
  EXPECT_EQ(this->store.all(), before);
  EXPECT_EQ(this->events(), 4U);
}

TYPED_TEST(KeyStoreContract, ActivateChangesNothingUnlessBothKeysAreWhereTheyShouldBe) {
  this->add(key("active", KeyState::active));
  this->add(key("next", KeyState::next));
  this->add(key("old", KeyState::retiring));
  this->add(key("other", KeyState::active, KeyUse::sign_rs256));
  this->add(key("lonely", KeyState::next, KeyUse::tag_refresh_tokens));
  const auto before = this->store.all();

  const std::pair<const char*, const char*> refused[] = {
      {"next", "old"},      {"next", "other"},  {"next", "none"},     {"next", "next"},
      {"old", "active"},    {"none", "active"}, {"active", "active"}, {"other", "active"},
      {"lonely", "active"}, {"lonely", "none"},
  };
  for (const auto& [next, previous] : refused) {
    EXPECT_FALSE(this->store.activate(KeyId(next), KeyId(previous), noon, told))
        << next << " after " << previous;
  }
  EXPECT_EQ(this->store.all(), before);
  EXPECT_EQ(this->events(), 5U);
}

TYPED_TEST(KeyStoreContract, OneOfManyConcurrentActivationsWins) {
  this->add(key("k1", KeyState::active));
  this->add(key("k2", KeyState::next));
  EXPECT_EQ(
      winners(16, [&](int) { return this->store.activate(KeyId("k2"), KeyId("k1"), noon, told); }),
      1);
  EXPECT_EQ(this->events(), 3U);
}

TYPED_TEST(KeyStoreContract, ActivateAndAddOfAnActiveKeyNeverBothWin) {
  for (const auto use : key_uses) {
    const auto id = std::string(name(use));
    this->add(key(id, KeyState::next, use));
    EXPECT_EQ(winners(8,
                      [&](int racer) {
                        if (racer % 2 == 0) {
                          return this->store.activate(KeyId(id), std::nullopt, noon, told);
                        }
                        return this->store.add(
                            key(id + std::to_string(racer), KeyState::active, use), told);
                      }),
              1);
  }
}

TYPED_TEST(KeyStoreContract, RescheduleMovesANextKeyOnly) {
  this->add(key("active", KeyState::active));
  this->add(key("next", KeyState::next));
  EXPECT_TRUE(this->store.reschedule(KeyId("next"), noon + 60s, told));
  EXPECT_FALSE(this->store.reschedule(KeyId("active"), noon + 60s, told));
  EXPECT_FALSE(this->store.reschedule(KeyId("none"), noon + 60s, told));

  auto moved = key("next", KeyState::next);
  moved.record.activates_at = noon + 60s;
  EXPECT_EQ(this->store.all(), (std::vector{key("active", KeyState::active), moved}));
  EXPECT_EQ(this->events(), 3U);
}

TYPED_TEST(KeyStoreContract, RemoveForgetsARetiringKeyOnly) {
  this->add(key("active", KeyState::active));
  this->add(key("next", KeyState::next));
  this->add(key("old", KeyState::retiring));
  EXPECT_FALSE(this->store.remove(KeyId("active"), told));
  EXPECT_FALSE(this->store.remove(KeyId("next"), told));
  EXPECT_TRUE(this->store.remove(KeyId("old"), told));
  EXPECT_FALSE(this->store.remove(KeyId("old"), told));
  EXPECT_EQ(this->store.all(),
            (std::vector{key("active", KeyState::active), key("next", KeyState::next)}));
  EXPECT_EQ(this->events(), 4U);
}

TYPED_TEST(KeyStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto hostile = key("k" + text, KeyState::retiring);
    hostile.public_jwk = text;
    hostile.sealed = text;
    this->add(hostile);
    EXPECT_EQ(this->store.all(), std::vector{hostile}) << text;
    EXPECT_FALSE(this->store.reschedule(KeyId(text), noon, told)) << text;
    EXPECT_FALSE(this->store.activate(KeyId(text), KeyId(text), noon, told)) << text;
    EXPECT_FALSE(this->store.remove(KeyId(text), told)) << text;
    EXPECT_TRUE(this->store.remove(hostile.record.id, told)) << text;
  }
}

constexpr sql::Statement insert_key_of_a_newer_release(
    "INSERT INTO stored_keys (id, key_use, state, created_at, activates_at, public_jwk, sealed)"
    " VALUES ('new', 'ML-DSA-44', 'active', 0, 0, '', '')");

template <class Stores>
class SqlKeyStore : public testing::Test {
 protected:
  Stores stores;
};
TYPED_TEST_SUITE(SqlKeyStore, EveryKindOfSqlStores);

TYPED_TEST(SqlKeyStore, PassesOverKeysThatOnlyANewerReleaseKnows) {
  auto& keys = this->stores.keys;
  this->stores.database->execute(insert_key_of_a_newer_release, {});
  EXPECT_TRUE(keys.all().empty());
  ASSERT_TRUE(keys.add(key("k1", KeyState::active), told));
  EXPECT_EQ(keys.all(), std::vector{key("k1", KeyState::active)});
}

}  // namespace
}  // namespace chancery
