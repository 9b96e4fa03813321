#include "adapters/crypto/key_ring.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

#include "adapters/crypto/token_signer.hpp"
#include "domain/codec/json.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/crypto/ring_fixture.hpp"

namespace chancery::crypto {
namespace {

class KeyRingTest : public RingFixture {
 protected:
  [[nodiscard]] std::multiset<std::string> published_kids() const {
    const auto set = codec::read_json(ring.published()->json).value();
    std::multiset<std::string> kids;
    for (const auto& jwk : *set.find("keys")->as_array()) {
      kids.insert(*jwk.find("kid")->as_string());
    }
    return kids;
  }
  outbound::StoredKey& key(const char* id) {
    return *std::ranges::find(stored, KeyId(id), [](const auto& k) { return k.record.id; });
  }
};

TEST_F(KeyRingTest, BeforeTheFirstKeysItPublishesAnEmptySet) {
  const KeyRing empty(sealer, clock, key_policy);
  EXPECT_EQ(empty.published()->json, R"({"keys":[]})");
  EXPECT_FALSE(empty.complete());
}

TEST_F(KeyRingTest, IsCompleteWithAnActiveKeyForEveryUse) {
  EXPECT_TRUE(ring.complete());
  for (std::size_t i = 0; i < stored.size(); ++i) {
    auto missing = stored;
    missing[i].record.state = KeyState::next;
    ring.replace(missing);
    EXPECT_FALSE(ring.complete()) << i;
  }
}

TEST_F(KeyRingTest, PublishesSigningKeysOnly) {
  EXPECT_EQ(published_kids(), (std::multiset<std::string>{"ed-1", "es-1", "ps-1", "rs-1"}));
}

TEST_F(KeyRingTest, PublishesTheNextKeyBeforeItSigns) {
  stored.push_back(store("es-2", KeyUse::sign_es256, KeyState::next,
                         SigningKey::generate(SignatureAlgorithm::ES256).pkcs8()));
  ring.replace(stored);
  EXPECT_EQ(published_kids(), (std::multiset<std::string>{"ed-1", "es-1", "es-2", "ps-1", "rs-1"}));
  EXPECT_EQ(ring.keys().next(KeyUse::sign_es256)->record.id, KeyId("es-2"));
  EXPECT_EQ(ring.keys().next(KeyUse::sign_rs256), nullptr);
}

TEST_F(KeyRingTest, ARetiringKeyLeavesTheSetAtTheInstantNotAfterIt) {
  key("es-1").record.state = KeyState::retiring;
  key("es-1").record.retired_at = noon;
  clock.at = noon + key_policy.publication_tail - 1s;
  ring.replace(stored);
  EXPECT_EQ(published_kids(), (std::multiset<std::string>{"ed-1", "es-1", "ps-1", "rs-1"}));
  clock.at = noon + key_policy.publication_tail;
  ring.replace(stored);
  EXPECT_EQ(published_kids(), (std::multiset<std::string>{"ed-1", "ps-1", "rs-1"}));
}

TEST_F(KeyRingTest, TheTagChangesExactlyWithTheDocument) {
  const auto before = ring.published();
  ring.replace(stored);
  EXPECT_EQ(*ring.published(), *before);
  EXPECT_TRUE(before->etag.starts_with('"') && before->etag.ends_with('"'));
  EXPECT_EQ(before->etag.size(), 45U);

  stored.erase(stored.begin());
  ring.replace(stored);
  EXPECT_NE(ring.published()->etag, before->etag);
}

TEST_F(KeyRingTest, BelievesNothingThatTheDatabaseSaysOfThePublicHalf) {
  key("es-1").public_jwk = R"({"kty":"EC","kid":"es-1","d":"planted"})";
  ring.replace(stored);
  EXPECT_EQ(ring.published()->json.find("planted"), std::string::npos);
  EXPECT_NE(ring.published()->json.find("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
            std::string::npos);
}

TEST_F(KeyRingTest, KeysAtHandAreNotOpenedAgain) {
  std::optional<Sealer> forgetful(sealer);
  KeyRing other(*forgetful, clock, key_policy);
  other.replace(stored);
  // From here on nothing opens any more.
  forgetful.emplace(fresh_master_keys(entropy), entropy);
  key("es-1").record.state = KeyState::retiring;
  key("es-1").record.retired_at = noon;
  other.replace(stored);
  EXPECT_EQ(other.keys().find("es-1")->record.state, KeyState::retiring);
  EXPECT_NE(other.keys().find("es-1")->signing(), nullptr);

  key("es-1").sealed += ' ';
  EXPECT_THROW(other.replace(stored), std::runtime_error);
}

TEST_F(KeyRingTest, AKeyThatDoesNotOpenChangesNothing) {
  const auto good = stored;
  const auto published = ring.published()->json;
  const auto refuse = [&](const outbound::StoredKey& bad) {
    auto with_bad = good;
    with_bad.erase(with_bad.begin());
    with_bad.push_back(bad);
    EXPECT_THROW(ring.replace(with_bad), std::runtime_error);
    EXPECT_TRUE(ring.complete());
    EXPECT_EQ(ring.published()->json, published);
  };
  auto moved = good[0];
  moved.record.id = KeyId("es-2");
  refuse(moved);
  auto repurposed = good[2];
  repurposed.record.id = KeyId("tag2");
  refuse(repurposed);
  auto damaged = good[0];
  damaged.record.id = KeyId("es-3");
  damaged.sealed.pop_back();
  refuse(damaged);
  refuse(store("es-4", KeyUse::sign_es256, KeyState::next, bytes_of_key(test_keys::p384)));
  refuse(store("tag3", KeyUse::tag_refresh_tokens, KeyState::next, Secret(std::string(31, 'x'))));
  refuse(good[1]);  // its id twice
}

TEST_F(KeyRingTest, AKeyCannotBePutToAnotherUse) {
  key("tag1").record.use = KeyUse::digest_client_secrets;
  EXPECT_THROW(ring.replace(stored), std::runtime_error);
}

TEST_F(KeyRingTest, TheMessageNamesTheKeyAndNothingSealed) {
  auto lost = stored;
  lost[0].sealed = "s1.AAAAAAAA.AAAA";
  try {
    ring.replace(lost);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "key es-1: no master key opens it");
  }
}

TEST_F(KeyRingTest, ReadersSeeOneWholeSetWhileItIsReplaced) {
  auto one = stored;
  auto other = stored;
  other[0].record.state = KeyState::retiring;
  other[0].record.retired_at = noon;
  other.push_back(store("es-2", KeyUse::sign_es256, KeyState::active,
                        SigningKey::generate(SignatureAlgorithm::ES256).pkcs8()));
  std::atomic<bool> stop = false;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) EXPECT_TRUE(ring.complete());
    });
  }
  for (int i = 0; i < 200; ++i) ring.replace(i % 2 == 0 ? other : one);
  stop = true;
}

TEST_F(KeyRingTest, AThreadThatHasReadSeesTheReplacement) {
  EXPECT_NE(ring.keys().find("tag1"), nullptr);
  std::jthread([&] { ring.replace({}); }).join();
  EXPECT_EQ(ring.keys().find("tag1"), nullptr);
}

/// A ring that looks where keys are stored.
class KeySearch : public RingFixture {
 protected:
  KeySearch() { searching.replace(stored); }

  KeyRing::TimePoint now{};
  int reads = 0;
  bool broken = false;
  std::vector<outbound::StoredKey> database = stored;
  KeyRing searching{sealer,
                    clock,
                    key_policy,
                    {.read =
                         [this] {
                           ++reads;
                           if (broken) throw Unavailable("the database is away");
                           return database;
                         },
                     .pause = 50ms,
                     .now = [this] { return now; }}};
};

TEST_F(KeySearch, AKeyThatAnotherNodeHasJustMadeIsFound) {
  database.push_back(store("tag2", KeyUse::tag_refresh_tokens, KeyState::next, symmetric_key('n')));
  ASSERT_NE(searching.find("tag2"), nullptr);
  EXPECT_EQ(searching.find("tag2")->symmetric()->reveal(), symmetric_key('n').reveal());
  EXPECT_NE(searching.find("tag1"), nullptr);
  EXPECT_EQ(reads, 1);
}

TEST_F(KeySearch, B99_IdsThatNobodyKnowsCostFewReads) {
  for (int i = 0; i < 100; ++i) EXPECT_EQ(searching.find("x" + std::to_string(i)), nullptr);
  EXPECT_EQ(reads, 1);
  now += 50ms - 1ns;
  EXPECT_EQ(searching.find("x"), nullptr);
  EXPECT_EQ(reads, 1);
  now += 1ns;
  EXPECT_EQ(searching.find("x"), nullptr);
  EXPECT_EQ(reads, 2);
}

TEST_F(KeySearch, WithoutTheDatabaseAnUnknownKeyIsNotCalledNone) {
  broken = true;
  EXPECT_THROW((void)searching.find("tag2"), Unavailable);
  EXPECT_THROW((void)searching.find("tag2"), Unavailable);
  EXPECT_EQ(reads, 1);
  EXPECT_NE(searching.find("tag1"), nullptr);
  broken = false;
  now += 50ms;
  EXPECT_EQ(searching.find("tag2"), nullptr);
  EXPECT_EQ(searching.find("tag2"), nullptr);
}

TEST_F(KeySearch, AKeyThatCannotBeOpenedIsNotCalledNone) {
  database.push_back(database.front());
  EXPECT_THROW((void)searching.find("tag2"), Unavailable);
  EXPECT_NE(searching.find("tag1"), nullptr);
}

TEST_F(KeyRingTest, RingsDoNotMixOnOneThread) {
  KeyRing other(sealer, clock, key_policy);
  other.replace({stored[0]});
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(ring.complete());
    EXPECT_FALSE(other.complete());
  }
}

}  // namespace
}  // namespace chancery::crypto
