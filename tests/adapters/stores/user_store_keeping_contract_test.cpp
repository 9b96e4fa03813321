// What a UserStore promises of the one login that does not end with the others: one contract, run
// on every store.

#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::UpdateUserOutcome;
using samples::client;
using samples::event;
using samples::family;
using samples::user;

const AuditEvent changed = event(AuditType::user_changed);

template <class Stores>
class UserStoreKeeping : public testing::Test {
 protected:
  Stores stores;
  outbound::UserStore& store = stores.users;
};
TYPED_TEST_SUITE(UserStoreKeeping, EveryKindOfStores);

TYPED_TEST(UserStoreKeeping, UpdateKeepingLeavesTheOneLogin) {
  const auto log_in = [&](const std::string& id, const std::string& who, std::int64_t epoch) {
    auto login = family(id);
    login.user = UserId(who);
    login.user_epoch = epoch;
    this->stores.families.add(login, event(AuditType::login_succeeded));
  };
  const auto standing = [&](const std::string& id) {
    return this->stores.families.find(FamilyId(id))->standing;
  };
  std::ignore = this->stores.clients.add(client(), changed);
  std::ignore = this->store.add(user(), PasswordHash("old"), changed);
  std::ignore = this->store.add(user("u2", "bob@example.org"), PasswordHash("old"), changed);
  log_in("kept", "u1", user().epoch);
  log_in("other", "u1", user().epoch);
  log_in("ended", "u1", user().epoch - 1);
  log_in("bobs", "u2", user().epoch);

  const auto change = [&](const std::string& login) {
    auto wanted = *this->store.find(UserId("u1"));
    ++wanted.epoch;
    return this->store.update_keeping(wanted, PasswordHash("new"), FamilyId(login), changed);
  };
  EXPECT_EQ(change("kept"), UpdateUserOutcome::updated);
  EXPECT_EQ(standing("kept"), Standing::live);
  EXPECT_EQ(standing("other"), Standing::user_ended);
  EXPECT_EQ(this->store.find_by_login(LoginName("ann@example.org"))->password, PasswordHash("new"));
  EXPECT_EQ(this->store.find(UserId("u1"))->version, user().version + 1);

  for (const auto* login : {"ended", "bobs", "unknown"}) {
    EXPECT_EQ(change(login), UpdateUserOutcome::updated) << login;
    EXPECT_EQ(standing("kept"), Standing::user_ended) << login;
  }
  EXPECT_EQ(standing("ended"), Standing::user_ended) << "what has ended does not begin again";
  EXPECT_EQ(standing("bobs"), Standing::live);

  log_in("late", "u1", this->store.find(UserId("u1"))->epoch);
  auto stale = *this->store.find(UserId("u1"));
  --stale.version;
  ++stale.epoch;
  EXPECT_EQ(this->store.update_keeping(stale, PasswordHash("x"), FamilyId("late"), changed),
            UpdateUserOutcome::stale);
  EXPECT_EQ(standing("late"), Standing::live) << "of what was not done, no part";
}

}  // namespace
}  // namespace chancery
