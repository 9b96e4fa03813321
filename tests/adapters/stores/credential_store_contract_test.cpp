// What a CredentialStore promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::EnrolOutcome;
using outbound::UseCredentialOutcome;
using samples::credential;
using samples::event;
using samples::noon;
using namespace std::chrono_literals;

const AuditEvent created = event(AuditType::user_created);
const AuditEvent added = event(AuditType::factor_added);
const AuditEvent changed = event(AuditType::factor_changed);
const AuditEvent removed = event(AuditType::factor_removed);

template <class Stores>
class CredentialStoreContract : public testing::Test {
 protected:
  CredentialStoreContract() {
    for (const auto* id : {"u1", "u2"}) {
      const auto user = samples::user(id, std::string(id) + "@example.org");
      EXPECT_EQ(stores.users.add(user, {}, created), outbound::AddUserOutcome::added);
    }
  }
  std::vector<AuditEvent> news() {
    auto events = stores.events();
    events.erase(events.begin(), events.begin() + 2);
    return events;
  }
  void enrol(const Credential& one) {
    EXPECT_NE(store.enrol(one, {}, added), EnrolOutcome::unknown_user);
  }
  /// A credential that has neither signed nor answered anything yet.
  Credential fresh(std::uint32_t sign_count = 0) {
    auto one = credential();
    one.sign_count = sign_count;
    one.last_challenge = 0;
    one.last_used_at = std::nullopt;
    enrol(one);
    return one;
  }
  UseCredentialOutcome use(std::int64_t challenge, std::uint32_t sign_count) {
    return store.use({.id = CredentialId("k1"),
                      .sign_count = sign_count,
                      .backed_up = true,
                      .challenge = challenge,
                      .at = noon});
  }

  Stores stores;
  outbound::CredentialStore& store = stores.credentials;
  const UserId ann{"u1"};
  const UserId bob{"u2"};
};
TYPED_TEST_SUITE(CredentialStoreContract, EveryKindOfStores);

TYPED_TEST(CredentialStoreContract, FindsWhatWasEnrolledFieldByField) {
  EXPECT_EQ(this->store.enrol(credential(), {RecoveryCodeDigest("c")}, added),
            EnrolOutcome::enrolled_with_codes);
  EXPECT_EQ(this->store.find(credential().id), credential());
  EXPECT_EQ(this->store.find(CredentialId("k2")), std::nullopt);
  EXPECT_EQ(this->news(), std::vector{added});
  EXPECT_EQ(this->stores.factors.enrolled(this->ann),
            (EnrolledFactors{.totp = false, .passkeys = 1, .recovery_codes = 1}));
}

TYPED_TEST(CredentialStoreContract, KeepsEveryKindOfKey) {
  const CredentialKey keys[] = {P256Key{std::string(32, '\1'), std::string(32, '\0')},
                                RsaKey{std::string(512, '\x81'), std::string("\x01\0\x01", 3)}};
  for (const auto& key : keys) {
    auto one = credential("k" + std::to_string(key.index()));
    one.key = key;
    one.transports = {};
    one.backup_eligible = false;
    one.last_used_at = std::nullopt;
    this->enrol(one);
    EXPECT_EQ(this->store.find(one.id), one);
  }
}

TYPED_TEST(CredentialStoreContract, B88_AnIdIsOneUsersOnly) {
  this->enrol(credential());
  EXPECT_EQ(this->store.enrol(credential("k1", "u2"), {RecoveryCodeDigest("c")}, added),
            EnrolOutcome::taken);
  EXPECT_EQ(this->store.enrol(credential(), {}, added), EnrolOutcome::taken);
  EXPECT_EQ(this->store.find(credential().id), credential());
  EXPECT_EQ(this->stores.factors.enrolled(this->bob), EnrolledFactors{});
  EXPECT_EQ(this->news(), std::vector{added});
  EXPECT_EQ(winners(8,
                    [&](int) {
                      return this->store.enrol(credential("k2"), {}, added) != EnrolOutcome::taken;
                    }),
            1);
}

TYPED_TEST(CredentialStoreContract, NobodyHasMoreThanTheyMay) {
  const auto enrol = [&](int i) {
    return this->store.enrol(credential("k" + std::to_string(i)), {}, added);
  };
  for (std::size_t i = 2; i < max_passkeys; ++i) enrol(static_cast<int>(i));
  EXPECT_EQ(winners(8, [&](int i) { return enrol(100 + i) != EnrolOutcome::too_many; }), 2);
  EXPECT_EQ(enrol(200), EnrolOutcome::too_many);
  EXPECT_EQ(this->store.find(CredentialId("k200")), std::nullopt);
  EXPECT_EQ(this->store.list(this->ann).size(), max_passkeys);
  EXPECT_NE(this->store.enrol(credential("b", "u2"), {}, added), EnrolOutcome::too_many);
}

TYPED_TEST(CredentialStoreContract, NothingIsEnrolledForNobody) {
  EXPECT_EQ(this->store.enrol(credential("k1", "u3"), {}, added), EnrolOutcome::unknown_user);
  EXPECT_EQ(this->store.find(CredentialId("k1")), std::nullopt);
  EXPECT_EQ(this->news(), std::vector<AuditEvent>{});
}

TYPED_TEST(CredentialStoreContract, ListsThoseOfTheUserInTheirOrder) {
  auto later = credential("a");
  later.created_at = noon;
  const auto twin = credential("b");
  for (const auto& one : {later, credential("k"), twin, credential("c", "u2")}) this->enrol(one);
  EXPECT_EQ(this->store.list(this->ann), (std::vector{twin, credential("k"), later}));
  EXPECT_EQ(this->store.list(UserId("u3")), std::vector<Credential>{});
}

TYPED_TEST(CredentialStoreContract, B88_AChallengeCountsOnceAndNoneBeforeIt) {
  auto one = this->fresh();
  EXPECT_EQ(this->use(5, 0), UseCredentialOutcome::used);
  EXPECT_EQ(this->use(5, 0), UseCredentialOutcome::replayed);
  EXPECT_EQ(this->use(4, 0), UseCredentialOutcome::replayed);
  EXPECT_EQ(this->use(6, 0), UseCredentialOutcome::used);
  one.backed_up = true;
  one.last_challenge = 6;
  one.last_used_at = noon;
  EXPECT_EQ(this->store.find(one.id), one);
}

TYPED_TEST(CredentialStoreContract, B88_TheCounterGoesOn) {
  this->fresh(7);
  EXPECT_EQ(this->use(1, 7), UseCredentialOutcome::counter_back);
  EXPECT_EQ(this->use(2, 6), UseCredentialOutcome::counter_back);
  EXPECT_EQ(this->use(3, 0), UseCredentialOutcome::counter_back);
  EXPECT_EQ(this->use(4, 8), UseCredentialOutcome::used);
  EXPECT_EQ(this->use(5, 4'294'967'295U), UseCredentialOutcome::used);
  EXPECT_EQ(this->store.find(CredentialId("k1"))->sign_count, 4'294'967'295U);
  EXPECT_EQ(this->store.find(CredentialId("k1"))->last_challenge, 5);
}

TYPED_TEST(CredentialStoreContract, ACounterMayBegin) {
  this->fresh();
  EXPECT_EQ(this->use(1, 1), UseCredentialOutcome::used);
  EXPECT_EQ(this->use(2, 0), UseCredentialOutcome::counter_back);
}

TYPED_TEST(CredentialStoreContract, B88_OfManyWhoAnswerAChallengeOneDoes) {
  this->fresh();
  for (std::int64_t challenge = 1; challenge <= 5; ++challenge) {
    EXPECT_EQ(
        winners(16, [&](int) { return this->use(challenge, 0) == UseCredentialOutcome::used; }), 1);
  }
}

TYPED_TEST(CredentialStoreContract, WhatIsGoneIsNotUsed) {
  EXPECT_EQ(this->use(1, 1), UseCredentialOutcome::gone);
}

TYPED_TEST(CredentialStoreContract, RenamesAndRemovesWhatIsTheUsers) {
  this->enrol(credential());
  const auto id = credential().factor;
  EXPECT_FALSE(this->store.rename(this->bob, id, "mine", changed));
  EXPECT_TRUE(this->store.rename(this->ann, id, "mine", changed));
  EXPECT_EQ(this->store.find(credential().id)->name, "mine");
  EXPECT_FALSE(this->store.remove(this->bob, id, removed));
  EXPECT_FALSE(this->store.remove(this->ann, FactorId("other"), removed));
  EXPECT_EQ(winners(8, [&](int) { return this->store.remove(this->ann, id, removed); }), 1);
  EXPECT_EQ(this->store.find(credential().id), std::nullopt);
  EXPECT_EQ(this->news(), (std::vector{added, changed, removed}));
}

TYPED_TEST(CredentialStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto hostile = credential(text);
    hostile.factor = FactorId(text);
    hostile.name = text;
    hostile.transports = {text, text};
    this->enrol(hostile);
    EXPECT_EQ(this->store.find(hostile.id), hostile);
    EXPECT_TRUE(this->store.rename(this->ann, hostile.factor, text + text, changed));
    EXPECT_TRUE(this->store.remove(this->ann, hostile.factor, removed));
  }
}

}  // namespace
}  // namespace chancery
