// What a ConsentStore promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::browser_session;
using samples::code;
using samples::consent;
using samples::event;
using samples::family;
using samples::noon;
using namespace std::chrono_literals;

const AuditEvent login = event(AuditType::login_succeeded);
const AuditEvent given = event(AuditType::consent_given);
const AuditEvent revoked = event(AuditType::consent_revoked);

template <class Stores>
class ConsentStoreContract : public testing::Test {
 protected:
  void log_in(const std::string& id, const std::string& user, const std::string& client) {
    auto made = family(id);
    made.user = UserId(user);
    made.client = ClientId(client);
    stores.families.add(made, login);
  }
  bool is_there(const std::string& id) { return stores.families.find(FamilyId(id)).has_value(); }

  Stores stores;
  outbound::ConsentStore& store = stores.consents;
};
TYPED_TEST_SUITE(ConsentStoreContract, EveryKindOfStores);

TYPED_TEST(ConsentStoreContract, FindsWhatWasGivenFieldByField) {
  this->store.give(consent(), given);
  EXPECT_EQ(this->store.find(UserId("u1"), ClientId("shop")), consent());
  EXPECT_EQ(this->store.find(UserId("u1"), ClientId("till")), std::nullopt);
  EXPECT_EQ(this->store.find(UserId("u2"), ClientId("shop")), std::nullopt);
  EXPECT_EQ(this->stores.events(), std::vector{given});
}

TYPED_TEST(ConsentStoreContract, WhatIsGivenTakesThePlaceOfWhatWas) {
  this->store.give(consent(), given);
  auto other = consent();
  other.scopes = {};
  other.claims = {};
  other.given_at = noon + 9s;
  this->store.give(other, given);
  EXPECT_EQ(this->store.find(other.user, other.client), other);
  EXPECT_EQ(this->store.list(other.user), std::vector{other});
  EXPECT_EQ(this->stores.events(), (std::vector{given, given}));
}

TYPED_TEST(ConsentStoreContract, ListsThoseOfTheUserInTheOrderOfClients) {
  for (const auto* client : {"b", "a_", "B", "a-b"}) {
    this->store.give(consent("u1", client), given);
  }
  this->store.give(consent("u2", "a"), given);
  EXPECT_EQ(this->store.list(UserId("u1")), (std::vector{consent("u1", "B"), consent("u1", "a-b"),
                                                         consent("u1", "a_"), consent("u1", "b")}));
  EXPECT_EQ(this->store.list(UserId("u3")), std::vector<Consent>{});
}

TYPED_TEST(ConsentStoreContract, RevokingEndsTheUsersLoginsAtTheClient) {
  this->store.give(consent("u1", "shop"), given);
  this->store.give(consent("u1", "till"), given);
  this->store.give(consent("u2", "shop"), given);
  this->log_in("f1", "u1", "shop");
  this->log_in("f2", "u1", "shop");
  this->log_in("f3", "u1", "till");
  this->log_in("f4", "u2", "shop");
  const auto before = this->stores.events();

  EXPECT_TRUE(this->store.revoke(UserId("u1"), ClientId("shop"), revoked));
  EXPECT_EQ(this->store.find(UserId("u1"), ClientId("shop")), std::nullopt);
  EXPECT_TRUE(this->store.find(UserId("u1"), ClientId("till")));
  EXPECT_TRUE(this->store.find(UserId("u2"), ClientId("shop")));
  EXPECT_FALSE(this->is_there("f1"));
  EXPECT_FALSE(this->is_there("f2"));
  EXPECT_TRUE(this->is_there("f3"));
  EXPECT_TRUE(this->is_there("f4"));
  auto expected = before;
  expected.push_back(revoked);
  EXPECT_EQ(this->stores.events(), expected);
}

TYPED_TEST(ConsentStoreContract, RevokingWhatWasNotGivenChangesNothing) {
  this->log_in("f1", "u1", "shop");
  EXPECT_FALSE(this->store.revoke(UserId("u1"), ClientId("shop"), revoked));
  EXPECT_TRUE(this->is_there("f1"));
  EXPECT_EQ(this->stores.events(), std::vector{login});
}

TYPED_TEST(ConsentStoreContract, RevokingBurnsTheCodesThatNobodyRedeemedYet) {
  auto redeemed = code("c2");
  redeemed.login = FamilyId("f1");
  auto of_another = code("c3");
  of_another.user = UserId("u2");
  auto elsewhere = code("c4");
  elsewhere.client = ClientId("till");
  for (const auto& added : {code("c1"), redeemed, of_another, elsewhere}) {
    this->stores.codes.add(added);
  }
  this->store.give(consent(), given);
  EXPECT_TRUE(this->store.revoke(UserId("u1"), ClientId("shop"), revoked));
  EXPECT_TRUE(this->stores.codes.find(CodeDigest("c1")).value().burnt);
  for (const auto& other : {redeemed, of_another, elsewhere}) {
    EXPECT_EQ(this->stores.codes.find(other.id), other);
  }
}

TYPED_TEST(ConsentStoreContract, NoLoginIsMadeOfACodeAfterItsConsentIsRevoked) {
  constexpr int racers = 6;
  this->stores.browser_sessions.begin(browser_session(), {}, login);
  for (int round = 0; round < 10; ++round) {
    this->store.give(consent(), given);
    const auto id = [&](int racer) { return std::to_string(round) + "-" + std::to_string(racer); };
    for (int i = 1; i < racers; ++i) this->stores.codes.add(code(id(i)));
    winners(racers, [&](int racer) {
      if (racer == 0) return this->store.revoke(UserId("u1"), ClientId("shop"), revoked);
      const auto outcome = this->stores.codes.redeem(
          {CodeDigest(id(racer)), family(id(racer)), browser_session().id, login});
      EXPECT_TRUE(outcome == outbound::RedeemOutcome::redeemed ||
                  outcome == outbound::RedeemOutcome::burnt);
      return outcome == outbound::RedeemOutcome::redeemed;
    });
    for (int i = 1; i < racers; ++i) EXPECT_FALSE(this->is_there(id(i)));
  }
}

TYPED_TEST(ConsentStoreContract, OneOfManyWhoRevokeDoes) {
  this->store.give(consent(), given);
  for (int i = 0; i < 8; ++i) this->log_in("f" + std::to_string(i), "u1", "shop");
  EXPECT_EQ(
      winners(16, [&](int) { return this->store.revoke(UserId("u1"), ClientId("shop"), revoked); }),
      1);
  for (int i = 0; i < 8; ++i) EXPECT_FALSE(this->is_there("f" + std::to_string(i)));
}

TYPED_TEST(ConsentStoreContract, ThereIsOneHoweverManyGiveIt) {
  winners(16, [&](int racer) {
    auto theirs = consent();
    theirs.given_at = noon + Lifetime(racer);
    this->store.give(theirs, given);
    return true;
  });
  EXPECT_EQ(this->store.list(UserId("u1")).size(), 1U);
  EXPECT_EQ(this->stores.events().size(), 16U);
}

TYPED_TEST(ConsentStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto hostile = consent(text, text);
    hostile.scopes = {text};
    hostile.claims = {text};
    this->store.give(hostile, given);
    EXPECT_EQ(this->store.find(hostile.user, hostile.client), hostile);
    EXPECT_EQ(this->store.list(hostile.user), std::vector{hostile});
    EXPECT_TRUE(this->store.revoke(hostile.user, hostile.client, revoked));
  }
}

}  // namespace
}  // namespace chancery
