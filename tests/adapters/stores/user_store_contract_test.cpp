// What a UserStore promises its callers: one contract, run on every store.

#include "ports/unavailable.hpp"
#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::AddUserOutcome;
using outbound::UpdateUserOutcome;
using samples::event;
using samples::user;

const AuditEvent created = event(AuditType::user_created);
const AuditEvent changed = event(AuditType::user_changed);
const AuditEvent removed = event(AuditType::user_removed);
const PasswordHash old_hash("$argon2id$old");
const PasswordHash new_hash("$argon2id$new");

User bob() {
  auto bob = user("u2", "Bob@example.org");
  bob.username = "Bob";
  return bob;
}

User counted_up(User user) {
  ++user.version;
  return user;
}

template <class Stores>
class UserStoreContract : public testing::Test {
 protected:
  void add(const User& account) {
    ASSERT_EQ(store.add(account, old_hash, created), AddUserOutcome::added);
  }
  std::optional<PasswordHash> password_of(const char* login) {
    return store.find_by_login(LoginName(login)).value().password;
  }

  Stores stores;
  outbound::UserStore& store = stores.users;
};
TYPED_TEST_SUITE(UserStoreContract, EveryKindOfStores);

TYPED_TEST(UserStoreContract, FindsWhatWasAddedFieldByField) {
  this->add(user());
  EXPECT_EQ(this->store.find(user().id), user());
  EXPECT_EQ(this->store.find(UserId("nobody")), std::nullopt);
}

TYPED_TEST(UserStoreContract, AnAccountMayLackUsernamePasswordRolesAndClaims) {
  auto bare = user();
  bare.username = std::nullopt;
  bare.roles = {};
  bare.claims = {};
  bare.email_verified = false;
  bare.disabled = true;
  ASSERT_EQ(this->store.add(bare, std::nullopt, created), AddUserOutcome::added);
  EXPECT_EQ(this->store.find(bare.id), bare);
  EXPECT_EQ(this->password_of("ann@example.org"), std::nullopt);

  auto other = bob();
  other.username = std::nullopt;
  EXPECT_EQ(this->store.add(other, std::nullopt, created), AddUserOutcome::added);
}

TYPED_TEST(UserStoreContract, IsFoundByEmailOrUsernameInCanonicalForm) {
  this->add(user());
  this->add(bob());
  for (const auto* login : {"ann@example.org", "ann.u1"}) {
    const auto found = this->store.find_by_login(LoginName(login));
    ASSERT_TRUE(found) << login;
    EXPECT_EQ(found->user, user());
    EXPECT_EQ(found->password, old_hash);
  }
  for (const auto* login : {"Ann@Example.org", "ann", "ann@example.or", "%", ""}) {
    EXPECT_FALSE(this->store.find_by_login(LoginName(login))) << login;
  }
}

TYPED_TEST(UserStoreContract, AnEmailIsTakenInWhateverCaseItIsWritten) {
  this->add(user());
  auto second = bob();
  second.email = "aNN@eXAMPLE.ORG";
  EXPECT_EQ(this->store.add(second, old_hash, created), AddUserOutcome::email_taken);
  EXPECT_EQ(this->store.find(second.id), std::nullopt);
  EXPECT_EQ(this->stores.events(), std::vector{created});
}

TYPED_TEST(UserStoreContract, AUsernameIsTakenInWhateverCaseItIsWritten) {
  this->add(user());
  auto second = bob();
  second.username = "aNN.U1";
  EXPECT_EQ(this->store.add(second, old_hash, created), AddUserOutcome::username_taken);
  second.email = user().email;
  EXPECT_EQ(this->store.add(second, old_hash, created), AddUserOutcome::email_taken);
  EXPECT_EQ(this->stores.events(), std::vector{created});
}

TYPED_TEST(UserStoreContract, AnIdThatIsTakenIsNeverOverwritten) {
  this->add(user());
  auto other = bob();
  other.id = user().id;
  EXPECT_THROW(static_cast<void>(this->store.add(other, new_hash, created)), Unavailable);
  EXPECT_EQ(this->store.find(user().id), user());
  EXPECT_EQ(this->stores.events(), std::vector{created});
}

TYPED_TEST(UserStoreContract, OneOfManyConcurrentRegistrationsOfAnEmailWins) {
  EXPECT_EQ(winners(16,
                    [&](int racer) {
                      auto account = user("u" + std::to_string(racer));
                      const auto outcome = this->store.add(account, old_hash, created);
                      EXPECT_NE(outcome, AddUserOutcome::username_taken);
                      return outcome == AddUserOutcome::added;
                    }),
            1);
  EXPECT_EQ(this->store.list({}, std::nullopt, 100).size(), 1U);
  EXPECT_EQ(this->stores.events().size(), 1U);
}

TYPED_TEST(UserStoreContract, UpdateReplacesTheRecordAndCountsTheVersionUp) {
  this->add(user());
  auto account = user();
  account.email = "ann@new.example";
  account.username = std::nullopt;
  account.email_verified = false;
  account.roles = {"auditor"};
  account.claims = {};
  account.disabled = true;
  account.epoch = 42;
  account.updated_at += std::chrono::seconds(9);
  EXPECT_EQ(this->store.update(account, std::nullopt, changed), UpdateUserOutcome::updated);
  EXPECT_EQ(this->store.find(account.id), counted_up(account));
  EXPECT_FALSE(this->store.find_by_login(LoginName("ann@example.org")));
  EXPECT_FALSE(this->store.find_by_login(LoginName("ann.u1")));
  EXPECT_TRUE(this->store.find_by_login(LoginName("ann@new.example")));
  EXPECT_EQ(this->stores.events(), (std::vector{created, changed}));
}

TYPED_TEST(UserStoreContract, UpdateLeavesThePasswordUnlessOneIsGiven) {
  this->add(user());
  EXPECT_EQ(this->store.update(user(), std::nullopt, changed), UpdateUserOutcome::updated);
  EXPECT_EQ(this->password_of("ann@example.org"), old_hash);
  EXPECT_EQ(this->store.update(counted_up(user()), new_hash, changed), UpdateUserOutcome::updated);
  EXPECT_EQ(this->password_of("ann@example.org"), new_hash);
}

TYPED_TEST(UserStoreContract, UpdateOfARecordThatSomebodyElseChangedIsStale) {
  this->add(user());
  EXPECT_EQ(this->store.update(user(), std::nullopt, changed), UpdateUserOutcome::updated);
  auto late = user();
  late.roles = {"root"};
  EXPECT_EQ(this->store.update(late, new_hash, changed), UpdateUserOutcome::stale);
  EXPECT_EQ(this->store.find(user().id), counted_up(user()));
  EXPECT_EQ(this->password_of("ann@example.org"), old_hash);
  EXPECT_EQ(this->stores.events(), (std::vector{created, changed}));
}

TYPED_TEST(UserStoreContract, UpdateOfNobodyIsUnknown) {
  EXPECT_EQ(this->store.update(user(), std::nullopt, changed), UpdateUserOutcome::unknown);
  EXPECT_TRUE(this->stores.events().empty());
}

TYPED_TEST(UserStoreContract, UpdateTellsWhichNameIsTakenAndChangesNothing) {
  this->add(user());
  this->add(bob());
  auto account = bob();
  account.username = "ANN.u1";
  EXPECT_EQ(this->store.update(account, new_hash, changed), UpdateUserOutcome::username_taken);
  account.email = "ANN@example.org";
  EXPECT_EQ(this->store.update(account, new_hash, changed), UpdateUserOutcome::email_taken);
  account.version += 1;
  EXPECT_EQ(this->store.update(account, new_hash, changed), UpdateUserOutcome::stale);
  EXPECT_EQ(this->store.find(bob().id), bob());
  EXPECT_EQ(this->password_of("bob"), old_hash);
  EXPECT_EQ(this->stores.events(), (std::vector{created, created}));
}

TYPED_TEST(UserStoreContract, OneOfManyConcurrentUpdatesOfAVersionWins) {
  this->add(user());
  EXPECT_EQ(winners(16,
                    [&](int racer) {
                      auto account = user();
                      account.epoch = racer;
                      return this->store.update(account, std::nullopt, changed) ==
                             UpdateUserOutcome::updated;
                    }),
            1);
  EXPECT_EQ(this->store.find(user().id).value().version, user().version + 1);
  EXPECT_EQ(this->stores.events().size(), 2U);
}

TYPED_TEST(UserStoreContract, OneOfManyConcurrentRenamesToOneEmailWins) {
  for (int i = 0; i < 8; ++i) {
    auto account = user("u" + std::to_string(i), "user" + std::to_string(i) + "@example.org");
    this->add(account);
  }
  EXPECT_EQ(winners(8,
                    [&](int racer) {
                      const auto outcome =
                          this->store.update(user("u" + std::to_string(racer), "same@example.org"),
                                             std::nullopt, changed);
                      EXPECT_TRUE(outcome == UpdateUserOutcome::updated ||
                                  outcome == UpdateUserOutcome::email_taken);
                      return outcome == UpdateUserOutcome::updated;
                    }),
            1);
}

TYPED_TEST(UserStoreContract, AnUpgradeReplacesTheHashAndNothingElse) {
  this->add(user());
  EXPECT_TRUE(this->store.replace_password(user().id, old_hash, new_hash));
  EXPECT_EQ(this->password_of("ann@example.org"), new_hash);
  EXPECT_EQ(this->store.find(user().id), user());
  EXPECT_EQ(this->stores.events(), std::vector{created});
}

TYPED_TEST(UserStoreContract, AnUpgradeLosesToWhatHappenedMeanwhile) {
  this->add(user());
  ASSERT_EQ(this->store.update(user(), PasswordHash("chosen anew"), changed),
            UpdateUserOutcome::updated);
  EXPECT_FALSE(this->store.replace_password(user().id, old_hash, new_hash));
  EXPECT_EQ(this->password_of("ann@example.org"), PasswordHash("chosen anew"));

  EXPECT_FALSE(this->store.replace_password(UserId("nobody"), old_hash, new_hash));
  ASSERT_EQ(this->store.add(bob(), std::nullopt, created), AddUserOutcome::added);
  EXPECT_FALSE(this->store.replace_password(bob().id, old_hash, new_hash));
  EXPECT_EQ(this->password_of("bob@example.org"), std::nullopt);
}

TYPED_TEST(UserStoreContract, OneOfManyConcurrentUpgradesWins) {
  this->add(user());
  EXPECT_EQ(winners(8,
                    [&](int racer) {
                      return this->store.replace_password(
                          user().id, old_hash, PasswordHash("new " + std::to_string(racer)));
                    }),
            1);
}

TYPED_TEST(UserStoreContract, RemoveForgetsTheAccountAndFreesItsNames) {
  this->add(user());
  this->add(bob());
  EXPECT_TRUE(this->store.remove(user().id, removed));
  EXPECT_FALSE(this->store.remove(user().id, removed));
  EXPECT_EQ(this->store.find(user().id), std::nullopt);
  EXPECT_FALSE(this->store.find_by_login(LoginName("ann@example.org")));
  EXPECT_EQ(this->store.find(bob().id), bob());
  EXPECT_EQ(this->stores.events(), (std::vector{created, created, removed}));

  auto successor = user("u3");
  successor.username = user().username;
  this->add(successor);
}

TYPED_TEST(UserStoreContract, B35_HostileTextIsDataOnly) {
  int count = 0;
  for (const auto& text : samples::hostile_texts) {
    auto account = user("u" + text, "u" + std::to_string(++count) + "@example.org");
    account.username = std::nullopt;
    account.roles = {text};
    account.claims = {{text, text}};
    ASSERT_EQ(this->store.add(account, PasswordHash(text), created), AddUserOutcome::added) << text;
    EXPECT_EQ(this->store.find(account.id), account) << text;
    EXPECT_EQ(this->store.list({.role = text}, std::nullopt, 2).size(), 1U) << text;
    EXPECT_TRUE(this->store.list({.email = LoginName(text)}, std::nullopt, 2).empty()) << text;
    EXPECT_EQ(this->store.update(account, PasswordHash(text + text), changed),
              UpdateUserOutcome::updated);
    EXPECT_FALSE(this->store.find_by_login(LoginName(text))) << text;
    EXPECT_TRUE(this->store.remove(account.id, removed)) << text;
  }
}

}  // namespace
}  // namespace chancery
