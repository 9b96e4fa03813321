// The key schedule as it is kept: by one node, and by several on one store.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/usecases/manage_keys.hpp"
#include "tests/usecases/world.hpp"

namespace chancery::test {
namespace {

struct NamingFactory final : outbound::KeyFactory {
  outbound::StoredKey make(KeyUse use, KeyState state) override {
    const auto id = std::string(name(use)) + "-" + std::to_string(100 + ++made);
    return {
        .record = {.id = KeyId(id), .use = use, .state = state}, .public_jwk = {}, .sealed = id};
  }
  int made = 0;
};

struct ListeningRing final : outbound::KeyRing {
  void replace(const std::vector<outbound::StoredKey>& keys) override { held = keys; }
  [[nodiscard]] bool complete() const override { return !held.empty(); }
  std::vector<outbound::StoredKey> held;
};

constexpr KeyPolicy policy{.signing_lifetime = 90 * 24h,
                           .publication_lead = 330s,
                           .publication_tail = 620s,
                           .login_lifetime = 90 * 24h};

class ManageKeysTest : public testing::Test {
 protected:
  SettableClock clock;
  memory::Database database;
  memory::KeyStore store{database};
  NamingFactory factory;
  ListeningRing ring;
  ManageKeys keys{{store, factory, ring, clock}, policy};

  std::vector<KeyRecord> of(KeyUse use) {
    auto records = keys.list();
    std::erase_if(records, [&](const auto& record) { return record.use != use; });
    return records;
  }
  std::vector<KeyState> states(KeyUse use) {
    std::vector<KeyState> found;
    for (const auto& record : of(use)) found.push_back(record.state);
    return found;
  }
};

using enum KeyState;

TEST_F(ManageKeysTest, ANewDatabaseGetsOneActiveKeyForEveryUse) {
  keys.maintain();
  for (const auto use : key_uses) EXPECT_EQ(states(use), std::vector{active});
  EXPECT_EQ(ring.held.size(), std::size(key_uses));
  keys.maintain();
  EXPECT_EQ(factory.made, static_cast<int>(std::size(key_uses)));
}

TEST_F(ManageKeysTest, TheSuccessorIsPublishedBeforeItSignsAndTheOldOneStaysWhileItsTokensLive) {
  keys.maintain();
  clock.at += policy.signing_lifetime - policy.publication_lead - 1s;
  keys.maintain();
  EXPECT_EQ(states(KeyUse::sign_es256), std::vector{active});
  clock.at += 1s;
  keys.maintain();
  EXPECT_EQ(states(KeyUse::sign_es256), (std::vector{active, next}));
  clock.at += policy.publication_lead - 1s;
  keys.maintain();
  EXPECT_EQ(states(KeyUse::sign_es256), (std::vector{active, next}));
  clock.at += 1s;
  keys.maintain();
  EXPECT_EQ(states(KeyUse::sign_es256), (std::vector{retiring, active}));
  clock.at += policy.publication_tail + policy.login_lifetime - 1s;
  keys.maintain();
  EXPECT_EQ(of(KeyUse::sign_es256).front().state, retiring);
  const auto oldest = of(KeyUse::sign_es256).front().id;
  clock.at += 1s;
  keys.maintain();
  EXPECT_NE(of(KeyUse::sign_es256).front().id, oldest);
  EXPECT_EQ(states(KeyUse::digest_client_secrets), std::vector{active});
}

TEST_F(ManageKeysTest, RollSchedulesTheNextKeyOnceItWasPublishedLongEnough) {
  keys.maintain();
  const auto rolled = keys.roll(false);
  ASSERT_EQ(rolled.size(), 5U);
  for (const auto& key : rolled) {
    EXPECT_EQ(key.state, next);
    EXPECT_EQ(key.activates_at, clock.at + policy.publication_lead);
  }
  clock.at += 60s;
  EXPECT_EQ(keys.roll(false), rolled);  // asking again delays nothing
  clock.at += policy.publication_lead - 60s;
  keys.maintain();
  EXPECT_EQ(states(KeyUse::sign_rs256), (std::vector{retiring, active}));
}

TEST_F(ManageKeysTest, RollNowActivatesAtOnce) {
  keys.maintain();
  const auto before = of(KeyUse::sign_es256).front().id;
  const auto rolled = keys.roll(true);
  ASSERT_EQ(rolled.size(), 5U);
  for (const auto& key : rolled) EXPECT_EQ(key.state, active);
  EXPECT_EQ(states(KeyUse::sign_es256), (std::vector{retiring, active}));
  EXPECT_EQ(of(KeyUse::sign_es256).front().id, before);
}

TEST_F(ManageKeysTest, RollNowTakesTheKeyThatWaitsAlready) {
  keys.maintain();
  const auto waiting = keys.roll(false);
  const auto rolled = keys.roll(true);
  ASSERT_EQ(rolled.size(), waiting.size());
  for (std::size_t i = 0; i < rolled.size(); ++i) EXPECT_EQ(rolled[i].id, waiting[i].id);
}

TEST_F(ManageKeysTest, ASecondNodeTakesOverWhatTheFirstDid) {
  keys.maintain();
  ListeningRing other_ring;
  ManageKeys other({store, factory, other_ring, clock}, policy);
  other.maintain();
  EXPECT_EQ(other_ring.held, ring.held);
  EXPECT_EQ(factory.made, static_cast<int>(std::size(key_uses)));
}

// Verifiers may keep the JWKS for 20 s here, and look at it a second late.
TEST_F(ManageKeysTest, NodesWhoseClocksAreTenSecondsApartKeepOneScheduleAndTheLead) {
  constexpr KeyPolicy short_policy{.signing_lifetime = 120s,
                                   .publication_lead = 50s,
                                   .publication_tail = 60s,
                                   .login_lifetime = 300s};
  SettableClock clock_ahead;
  ListeningRing rings[2];
  ManageKeys nodes[] = {ManageKeys({store, factory, rings[0], clock}, short_policy),
                        ManageKeys({store, factory, rings[1], clock_ahead}, short_policy)};
  std::map<KeyId, Lifetime> published_at;
  std::set<KeyId> taken;
  for (Lifetime t = 0s; t < 1000s; t += 1s, clock.at += 1s) {
    clock_ahead.at = clock.at + 10s;
    // Either is first now and then.
    nodes[t.count() / 7 % 2].maintain();
    nodes[1 - t.count() / 7 % 2].maintain();
    for (const auto use : key_uses) {
      const auto now_there = states(use);
      ASSERT_EQ(std::ranges::count(now_there, active), 1) << t.count();
      ASSERT_LE(std::ranges::count(now_there, next), 1) << t.count();
    }
    for (const auto& key : keys.list()) {
      published_at.emplace(key.id, t);
      if (key.state != active || !taken.insert(key.id).second || t == 0s) continue;
      EXPECT_GT(t - published_at.at(key.id), 20s + 1s) << key.id.value();
    }
  }
  EXPECT_GE(taken.size(), 3U * 7);
}

TEST_F(ManageKeysTest, WhoLosesTheRaceToMakeAKeyUsesTheWinners) {
  // Another node does its maintenance between this one's read and its write.
  struct Racing final : outbound::KeyStore {
    Racing(outbound::KeyStore& i, std::function<void()> o) : inner(i), other(std::move(o)) {}
    std::vector<outbound::StoredKey> all() override {
      auto keys = inner.all();
      if (auto once = std::exchange(other, nullptr)) once();
      return keys;
    }
    bool add(const outbound::StoredKey& k, const AuditEvent& e) override { return inner.add(k, e); }
    bool activate(const KeyId& n, const std::optional<KeyId>& p, Instant t,
                  const AuditEvent& e) override {
      return inner.activate(n, p, t, e);
    }
    bool reschedule(const KeyId& n, Instant t, const AuditEvent& e) override {
      return inner.reschedule(n, t, e);
    }
    bool remove(const KeyId& id, const AuditEvent& e) override { return inner.remove(id, e); }
    outbound::KeyStore& inner;
    std::function<void()> other;
  };
  Racing racing(store, [&] { keys.maintain(); });
  ListeningRing loser_ring;
  ManageKeys loser({racing, factory, loser_ring, clock}, policy);
  loser.maintain();
  EXPECT_EQ(loser_ring.held, ring.held);
  for (const auto use : key_uses) EXPECT_EQ(states(use), std::vector{active});
}

}  // namespace
}  // namespace chancery::test
