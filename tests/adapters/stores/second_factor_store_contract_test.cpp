// What a SecondFactorStore promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::EnrolOutcome;
using samples::credential;
using samples::event;
using samples::noon;
using samples::totp;
using namespace std::chrono_literals;

const AuditEvent created = event(AuditType::user_created);
const AuditEvent added = event(AuditType::factor_added);
const AuditEvent changed = event(AuditType::factor_changed);
const AuditEvent removed = event(AuditType::factor_removed);
const AuditEvent replaced = event(AuditType::recovery_codes_replaced);
const AuditEvent used = event(AuditType::recovery_code_used);

using Codes = std::vector<RecoveryCodeDigest>;
const Codes codes{RecoveryCodeDigest("c1"), RecoveryCodeDigest("c2")};

template <class Stores>
class SecondFactorStoreContract : public testing::Test {
 protected:
  SecondFactorStoreContract() {
    for (const auto* id : {"u1", "u2"}) {
      const auto user = samples::user(id, std::string(id) + "@example.org");
      EXPECT_EQ(stores.users.add(user, {}, created), outbound::AddUserOutcome::added);
    }
  }
  /// What was told since the accounts were made.
  std::vector<AuditEvent> news() {
    auto events = stores.events();
    events.erase(events.begin(), events.begin() + 2);
    return events;
  }

  Stores stores;
  outbound::SecondFactorStore& store = stores.factors;
  const UserId ann{"u1"};
  const UserId bob{"u2"};
};
TYPED_TEST_SUITE(SecondFactorStoreContract, EveryKindOfStores);

TYPED_TEST(SecondFactorStoreContract, FindsWhatWasEnrolledFieldByField) {
  EXPECT_EQ(this->store.find_totp(this->ann), std::nullopt);
  EXPECT_EQ(this->store.enrolled(this->ann), EnrolledFactors{});
  EXPECT_EQ(this->store.enrol_totp(totp(), codes, added), EnrolOutcome::enrolled_with_codes);
  EXPECT_EQ(this->store.find_totp(this->ann), totp());
  EXPECT_EQ(this->store.find_totp(this->bob), std::nullopt);
  EXPECT_EQ(this->store.enrolled(this->ann),
            (EnrolledFactors{.totp = true, .passkeys = 0, .recovery_codes = 2}));
  EXPECT_EQ(this->store.enrolled(this->bob), EnrolledFactors{});
  EXPECT_EQ(this->news(), std::vector{added});
}

TYPED_TEST(SecondFactorStoreContract, AnAppTakesThePlaceOfTheOneBeforeAndTheCodesStay) {
  EXPECT_EQ(this->store.enrol_totp(totp(), codes, added), EnrolOutcome::enrolled_with_codes);
  auto other = totp("u1", "t2");
  other.last_step = 1;
  other.last_used_at = std::nullopt;
  EXPECT_EQ(this->store.enrol_totp(other, {RecoveryCodeDigest("c3")}, added),
            EnrolOutcome::enrolled);
  other.last_step = totp().last_step;
  EXPECT_EQ(this->store.find_totp(this->ann), other);
  EXPECT_FALSE(this->store.use_recovery_code(this->ann, RecoveryCodeDigest("c3"), used));
  EXPECT_FALSE(this->store.use_totp(FactorId("t1"), 9'007'199'254'740'994, noon));
}

TYPED_TEST(SecondFactorStoreContract, NothingIsEnrolledForNobody) {
  EXPECT_EQ(this->store.enrol_totp(totp("u3"), codes, added), EnrolOutcome::unknown_user);
  EXPECT_FALSE(this->store.replace_recovery_codes(UserId("u3"), codes, replaced));
  EXPECT_EQ(this->store.enrolled(UserId("u3")), EnrolledFactors{});
  EXPECT_EQ(this->news(), std::vector<AuditEvent>{});
}

TYPED_TEST(SecondFactorStoreContract, B87_AStepCountsOnceAndNoneBeforeIt) {
  auto app = totp();
  app.last_step = 10;
  EXPECT_EQ(this->store.enrol_totp(app, {}, added), EnrolOutcome::enrolled_with_codes);
  const auto use = [&](std::int64_t step) { return this->store.use_totp(app.id, step, noon); };
  EXPECT_FALSE(use(9));
  EXPECT_FALSE(use(10));
  EXPECT_TRUE(use(12));
  EXPECT_FALSE(use(12));
  EXPECT_FALSE(use(11));
  EXPECT_TRUE(use(13));
  app.last_step = 13;
  app.last_used_at = noon;
  EXPECT_EQ(this->store.find_totp(this->ann), app);
  EXPECT_FALSE(this->store.use_totp(FactorId("t2"), 99, noon));
}

TYPED_TEST(SecondFactorStoreContract, B87_NoOtherAppTurnsTheStepsBack) {
  const auto enrol = [&](std::int64_t step, const std::string& id) {
    auto app = totp("u1", id);
    app.last_step = step;
    EXPECT_NE(this->store.enrol_totp(app, {}, added), EnrolOutcome::unknown_user);
    return this->store.find_totp(UserId("u1"))->last_step;
  };
  EXPECT_EQ(enrol(7, "t1"), 7);
  EXPECT_EQ(enrol(5, "t2"), 7);
  EXPECT_EQ(enrol(9, "t3"), 9);
}

TYPED_TEST(SecondFactorStoreContract, B87_OfManyWhoUseAStepOneDoes) {
  auto app = totp();
  app.last_step = 0;
  EXPECT_EQ(this->store.enrol_totp(app, {}, added), EnrolOutcome::enrolled_with_codes);
  for (std::int64_t step = 1; step <= 5; ++step) {
    EXPECT_EQ(winners(16, [&](int) { return this->store.use_totp(app.id, step, noon); }), 1);
  }
}

TYPED_TEST(SecondFactorStoreContract, B87_ARecoveryCodeWorksOnceAndForItsUserOnly) {
  EXPECT_EQ(this->store.enrol_totp(totp(), codes, added), EnrolOutcome::enrolled_with_codes);
  EXPECT_FALSE(this->store.use_recovery_code(this->bob, codes[0], used));
  EXPECT_FALSE(this->store.use_recovery_code(this->ann, RecoveryCodeDigest("c"), used));
  EXPECT_EQ(
      winners(16, [&](int) { return this->store.use_recovery_code(this->ann, codes[0], used); }),
      1);
  EXPECT_FALSE(this->store.use_recovery_code(this->ann, codes[0], used));
  EXPECT_EQ(this->store.enrolled(this->ann).recovery_codes, 1U);
  EXPECT_EQ(this->news(), (std::vector{added, used}));
}

TYPED_TEST(SecondFactorStoreContract, NewCodesTakeThePlaceOfTheOldOnes) {
  EXPECT_TRUE(this->store.replace_recovery_codes(this->bob, codes, replaced));
  EXPECT_TRUE(this->store.replace_recovery_codes(this->ann, codes, replaced));
  EXPECT_TRUE(this->store.replace_recovery_codes(
      this->ann, {RecoveryCodeDigest("c2"), RecoveryCodeDigest("c3")}, replaced));
  EXPECT_FALSE(this->store.use_recovery_code(this->ann, codes[0], used));
  EXPECT_TRUE(this->store.use_recovery_code(this->ann, codes[1], used));
  EXPECT_TRUE(this->store.use_recovery_code(this->bob, codes[0], used));
}

TYPED_TEST(SecondFactorStoreContract, ThereIsOneSetOfCodesHoweverManyEnrol) {
  winners(8, [&](int racer) {
    const auto id = std::to_string(racer);
    const Codes theirs{RecoveryCodeDigest("a" + id), RecoveryCodeDigest("b" + id)};
    const auto outcome = racer % 2 == 0
                             ? this->store.enrol_totp(totp("u1", "t" + id), theirs, added)
                             : this->stores.credentials.enrol(credential(id), theirs, added);
    return outcome == EnrolOutcome::enrolled_with_codes;
  });
  EXPECT_EQ(this->store.enrolled(this->ann),
            (EnrolledFactors{.totp = true, .passkeys = 4, .recovery_codes = 2}));
}

TYPED_TEST(SecondFactorStoreContract, RenamesAndRemovesWhatIsTheUsers) {
  EXPECT_EQ(this->store.enrol_totp(totp(), codes, added), EnrolOutcome::enrolled_with_codes);
  const FactorId id("t1");
  EXPECT_FALSE(this->store.rename_totp(this->bob, id, "mine", changed));
  EXPECT_FALSE(this->store.rename_totp(this->ann, FactorId("t2"), "mine", changed));
  EXPECT_TRUE(this->store.rename_totp(this->ann, id, "mine", changed));
  EXPECT_EQ(this->store.find_totp(this->ann)->name, "mine");
  EXPECT_FALSE(this->store.remove_totp(this->bob, id, removed));
  EXPECT_FALSE(this->store.remove_totp(this->ann, FactorId("t2"), removed));
  EXPECT_EQ(winners(8, [&](int) { return this->store.remove_totp(this->ann, id, removed); }), 1);
  EXPECT_EQ(this->store.find_totp(this->ann), std::nullopt);
  EXPECT_EQ(this->news(), (std::vector{added, changed, removed}));
}

TYPED_TEST(SecondFactorStoreContract, CodesGoWithTheLastFactor) {
  EXPECT_EQ(this->store.enrol_totp(totp(), codes, added), EnrolOutcome::enrolled_with_codes);
  EXPECT_EQ(this->stores.credentials.enrol(credential(), {}, added), EnrolOutcome::enrolled);
  EXPECT_TRUE(this->store.replace_recovery_codes(this->bob, codes, replaced));
  EXPECT_TRUE(this->store.remove_totp(this->ann, FactorId("t1"), removed));
  EXPECT_EQ(this->store.enrolled(this->ann).recovery_codes, 2U);
  EXPECT_TRUE(this->stores.credentials.remove(this->ann, credential().factor, removed));
  EXPECT_EQ(this->store.enrolled(this->ann), EnrolledFactors{});
  EXPECT_EQ(this->store.enrolled(this->bob).recovery_codes, 2U);
}

TYPED_TEST(SecondFactorStoreContract, AllGoesWithTheUser) {
  EXPECT_EQ(this->store.enrol_totp(totp(), codes, added), EnrolOutcome::enrolled_with_codes);
  EXPECT_EQ(this->stores.credentials.enrol(credential(), {}, added), EnrolOutcome::enrolled);
  EXPECT_TRUE(this->stores.users.remove(this->ann, event(AuditType::user_removed)));
  EXPECT_EQ(this->store.enrolled(this->ann), EnrolledFactors{});
  EXPECT_EQ(this->stores.credentials.find(credential().id), std::nullopt);
}

TYPED_TEST(SecondFactorStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto hostile = totp("u1", text);
    hostile.name = text;
    hostile.sealed_key = text;
    EXPECT_NE(this->store.enrol_totp(hostile, {RecoveryCodeDigest(text)}, added),
              EnrolOutcome::unknown_user);
    EXPECT_EQ(this->store.find_totp(this->ann), hostile);
    EXPECT_TRUE(this->store.use_recovery_code(this->ann, RecoveryCodeDigest(text), used));
    EXPECT_TRUE(this->store.rename_totp(this->ann, hostile.id, text + text, changed));
  }
}

}  // namespace
}  // namespace chancery
