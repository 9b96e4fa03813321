// What an AccessTokenStore promises its callers: one contract, run on every store.

#include <algorithm>

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using outbound::AccessTokenStanding;
using samples::claims;
using samples::client;
using samples::event;
using samples::family;
using samples::noon;
using samples::user;

const AuditEvent setup = event(AuditType::login_succeeded, "setup");
const AuditEvent revoked = event(AuditType::access_token_revoked, "revoked");

template <class Stores>
class AccessTokenStoreContract : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(stores.clients.add(client(), setup));
    ASSERT_EQ(stores.users.add(user(), std::nullopt, setup), outbound::AddUserOutcome::added);
    stores.families.add(family(), setup);
  }
  void update(const Client& changed) {
    ASSERT_EQ(stores.clients.update(changed, setup), outbound::UpdateClientOutcome::updated);
  }
  void update(const User& changed) {
    ASSERT_EQ(stores.users.update(changed, std::nullopt, setup),
              outbound::UpdateUserOutcome::updated);
  }
  static AccessTokenClaims without_login() {
    auto token = claims("t2");
    token.login = std::nullopt;
    return token;
  }
  std::size_t revocations_told() {
    const auto events = stores.events();
    return static_cast<std::size_t>(std::ranges::count(events, revoked));
  }

  Stores stores;
  outbound::AccessTokenStore& store = stores.access_tokens;
};
TYPED_TEST_SUITE(AccessTokenStoreContract, EveryKindOfStores);

TYPED_TEST(AccessTokenStoreContract, ATokenOfALiveLoginOrClientIsLive) {
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::live);
  EXPECT_EQ(this->store.standing(this->without_login()), AccessTokenStanding::live);
}

TYPED_TEST(AccessTokenStoreContract, RevokeEndsThatTokenOnly) {
  this->store.revoke(claims("t1"), revoked);
  EXPECT_EQ(this->store.standing(claims("t1")), AccessTokenStanding::revoked);
  EXPECT_EQ(this->store.standing(claims("t2")), AccessTokenStanding::live);
}

TYPED_TEST(AccessTokenStoreContract, RevokingAgainIsNoErrorAndStoresNoSecondEvent) {
  this->store.revoke(claims(), revoked);
  this->store.revoke(claims(), revoked);
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::revoked);
  EXPECT_EQ(this->revocations_told(), 1U);
}

TYPED_TEST(AccessTokenStoreContract, ManyConcurrentRevocationsAreOne) {
  winners(16, [&](int) {
    this->store.revoke(claims(), revoked);
    return true;
  });
  EXPECT_EQ(this->revocations_told(), 1U);
}

TYPED_TEST(AccessTokenStoreContract, TheLoginEndsItsTokens) {
  ASSERT_TRUE(this->stores.families.end(family().id, setup));
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::login_ended);
  EXPECT_EQ(this->store.standing(this->without_login()), AccessTokenStanding::live);
}

TYPED_TEST(AccessTokenStoreContract, AnotherEpochOfTheUserEndsTheLogin) {
  this->update(logged_out_everywhere(user(), noon));
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::login_ended);
  EXPECT_EQ(this->store.standing(this->without_login()), AccessTokenStanding::live);
}

TYPED_TEST(AccessTokenStoreContract, AUserThatIsGoneEndsTheLogin) {
  ASSERT_TRUE(this->stores.users.remove(user().id, setup));
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::login_ended);
}

TYPED_TEST(AccessTokenStoreContract, AnotherEpochOfTheClientEndsTheLogin) {
  auto changed = client();
  ++changed.epoch;
  this->update(changed);
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::login_ended);
  EXPECT_EQ(this->store.standing(this->without_login()), AccessTokenStanding::live);
}

TYPED_TEST(AccessTokenStoreContract, ADisabledClientEndsItsTokens) {
  auto changed = client();
  changed.disabled = true;
  this->update(changed);
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::client_ended);
  EXPECT_EQ(this->store.standing(this->without_login()), AccessTokenStanding::client_ended);
}

TYPED_TEST(AccessTokenStoreContract, AClientThatIsGoneEndsItsTokens) {
  ASSERT_TRUE(this->stores.clients.remove(client().id, setup));
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::client_ended);
  EXPECT_EQ(this->store.standing(this->without_login()), AccessTokenStanding::client_ended);
}

TYPED_TEST(AccessTokenStoreContract, TheFirstReasonThatAppliesIsTold) {
  this->update(disabled(client(), noon));
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::login_ended);
  this->store.revoke(claims(), revoked);
  EXPECT_EQ(this->store.standing(claims()), AccessTokenStanding::revoked);
}

TYPED_TEST(AccessTokenStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto token = claims(text);
    this->store.revoke(token, revoked);
    EXPECT_EQ(this->store.standing(token), AccessTokenStanding::revoked) << text;
    token.id = TokenId("none of them");
    token.login = FamilyId(text);
    EXPECT_EQ(this->store.standing(token), AccessTokenStanding::login_ended) << text;
    token.login = std::nullopt;
    token.client = ClientId(text);
    EXPECT_EQ(this->store.standing(token), AccessTokenStanding::client_ended) << text;
  }
  EXPECT_EQ(this->store.standing(claims("t1")), AccessTokenStanding::live);
}

}  // namespace
}  // namespace chancery
