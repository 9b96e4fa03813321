// What Housekeeping promises of codes, browser sessions, mails and consents: one contract, run on
// every store.

#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::browser_session;
using samples::client;
using samples::code;
using samples::consent;
using samples::event;
using samples::family;
using samples::noon;
using samples::user;
using namespace std::chrono_literals;

const AuditEvent setup = event(AuditType::login_succeeded, "setup");
constexpr Lifetime idle = 48h;

template <class Stores>
class OpenIdHousekeeping : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(stores.clients.add(client(), setup));
    ASSERT_EQ(stores.users.add(user(), std::nullopt, setup), outbound::AddUserOutcome::added);
  }
  std::size_t sweep_all(Instant over_at, std::size_t limit = 100) {
    std::size_t removed = 0;
    for (int i = 0; i < 1000; ++i) {
      const auto swept = house.sweep({.over_at = over_at, .idle_lifetime = idle, .limit = limit});
      EXPECT_LE(swept.removed, limit);
      removed += swept.removed;
      if (!swept.more) return removed;
    }
    ADD_FAILURE() << "there is no end to it";
    return removed;
  }
  Backlog backlog(Instant over_at) {
    return house.backlog({.over_at = over_at, .idle_lifetime = idle, .limit = 9});
  }
  void begin(const std::string& id, Instant expires_at) {
    auto session = browser_session(id);
    session.expires_at = expires_at;
    stores.browser_sessions.begin(session, {}, setup);
  }

  Stores stores;
  outbound::Housekeeping& house = stores.housekeeping;
};
TYPED_TEST_SUITE(OpenIdHousekeeping, EveryKindOfStores);

TYPED_TEST(OpenIdHousekeeping, B20_ACodeIsRememberedForAWhileAfterItsEnd) {
  auto redeemed = code("c1");
  redeemed.login = FamilyId("f1");
  auto burnt = code("c2");
  burnt.burnt = true;
  for (const auto& added : {redeemed, burnt, code("c3")}) this->stores.codes.add(added);
  auto later = code("c4");
  later.expires_at += 1s;
  this->stores.codes.add(later);

  const auto over_at = code().expires_at + code_memory;
  EXPECT_EQ(this->backlog(over_at - 1s), Backlog{});
  EXPECT_EQ(this->sweep_all(over_at - 1s), 0U);
  EXPECT_EQ(this->backlog(over_at + 5s), (Backlog{.waiting = 4, .since = over_at}));
  EXPECT_EQ(this->sweep_all(over_at, 2), 3U);
  EXPECT_EQ(this->stores.codes.find(CodeDigest("c1")), std::nullopt);
  EXPECT_TRUE(this->stores.codes.find(CodeDigest("c4")));
}

TYPED_TEST(OpenIdHousekeeping, ABrowserSessionGoesAtItsEndWithItsParticipants) {
  this->begin("b1", noon + 1h);
  this->begin("b2", noon + 2h);
  for (const auto* id : {"b1", "b2"}) {
    this->stores.codes.add(code(id));
    ASSERT_EQ(this->stores.codes.redeem({CodeDigest(id), family(id), BrowserSessionId(id), setup}),
              outbound::RedeemOutcome::redeemed);
  }
  EXPECT_EQ(this->sweep_all(code().expires_at + code_memory), 2U) << "the codes";
  EXPECT_EQ(this->sweep_all(noon + 1h - 1s), 0U);
  EXPECT_EQ(this->backlog(noon + 1h), (Backlog{.waiting = 1, .since = noon + 1h}));
  EXPECT_EQ(this->sweep_all(noon + 1h), 1U);
  EXPECT_EQ(this->stores.browser_sessions.find(BrowserSessionId("b1")), std::nullopt);
  EXPECT_TRUE(this->stores.browser_sessions.participants(BrowserSessionId("b1")).empty());
  EXPECT_EQ(this->stores.browser_sessions.participants(BrowserSessionId("b2")).size(), 1U);
  EXPECT_TRUE(this->stores.families.find(FamilyId("b1"))) << "the login has an end of its own";
}

TYPED_TEST(OpenIdHousekeeping, AMailThatNobodySendsGoesAfterItsDay) {
  for (const auto* id : {"m1", "m2", "m3"}) this->stores.mails.add(samples::sealed_mail(id));
  auto later = samples::sealed_mail("m4");
  later.created_at += 1s;
  this->stores.mails.add(later);
  const auto over_at = samples::sealed_mail().created_at + longest_mail_lifetime;
  EXPECT_EQ(this->backlog(over_at - 1s), Backlog{});
  EXPECT_EQ(this->sweep_all(over_at - 1s), 0U);
  EXPECT_EQ(this->backlog(over_at + 5s), (Backlog{.waiting = 4, .since = over_at}));
  EXPECT_EQ(this->sweep_all(over_at, 2), 3U);
  const auto left = this->stores.mails.claim(over_at, over_at, 9);
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].id, later.id);
}

TYPED_TEST(OpenIdHousekeeping, ConsentsOfAUserWhoIsGoneGo) {
  ASSERT_EQ(this->stores.users.add(user("u2", "bob@example.org"), std::nullopt, setup),
            outbound::AddUserOutcome::added);
  for (const auto* at : {"a", "b", "c", "d", "e"}) {
    ASSERT_TRUE(this->stores.clients.add(client(at), setup));
    this->stores.consents.give(consent("u1", at), setup);
  }
  this->stores.consents.give(consent("u2", "a"), setup);
  EXPECT_EQ(this->sweep_all(noon), 0U);
  ASSERT_TRUE(this->stores.users.remove(UserId("u1"), setup));
  EXPECT_EQ(this->sweep_all(noon, 2), 5U);
  EXPECT_TRUE(this->stores.consents.list(UserId("u1")).empty());
  EXPECT_EQ(this->stores.consents.list(UserId("u2")).size(), 1U);
}

TYPED_TEST(OpenIdHousekeeping, ConsentsToAClientThatIsGoneGo) {
  ASSERT_TRUE(this->stores.clients.add(client("till"), setup));
  for (const auto* of : {"u2", "u3", "u4"}) {
    ASSERT_EQ(this->stores.users.add(user(of, std::string(of) + "@example.org"), {}, setup),
              outbound::AddUserOutcome::added);
    this->stores.consents.give(consent(of, "shop"), setup);
    this->stores.consents.give(consent(of, "till"), setup);
  }
  ASSERT_TRUE(this->stores.clients.remove(ClientId("shop"), setup));
  EXPECT_EQ(this->sweep_all(noon, 2), 3U);
  for (const auto* of : {"u2", "u3", "u4"}) {
    EXPECT_EQ(this->stores.consents.list(UserId(of)), std::vector{consent(of, "till")});
  }
}

TYPED_TEST(OpenIdHousekeeping, AnotherEpochEndsNoConsent) {
  this->stores.consents.give(consent("u1", "shop"), setup);
  ASSERT_EQ(this->stores.clients.update(disabled(client(), noon), setup),
            outbound::UpdateClientOutcome::updated);
  ASSERT_EQ(this->stores.users.update(logged_out_everywhere(user(), noon), {}, setup),
            outbound::UpdateUserOutcome::updated);
  EXPECT_EQ(this->sweep_all(noon), 0U);
  EXPECT_TRUE(this->stores.consents.find(UserId("u1"), ClientId("shop")));
}

TYPED_TEST(OpenIdHousekeeping, ATicketGoesAtItsEnd) {
  const auto put = [&](const std::string& id, Instant expires_at) {
    auto ticket = samples::ticket(id);
    ticket.user = UserId(id);
    ticket.expires_at = expires_at;
    ASSERT_TRUE(this->stores.account_tickets.add(ticket, {}, setup));
  };
  put("t1", noon);
  put("t2", noon + 1s);
  EXPECT_EQ(this->backlog(noon - 1s), Backlog{});
  EXPECT_EQ(this->backlog(noon), (Backlog{.waiting = 1, .since = noon}));
  EXPECT_EQ(this->sweep_all(noon), 1U);
  EXPECT_FALSE(this->stores.account_tickets.find(TicketDigest("t1")));
  EXPECT_TRUE(this->stores.account_tickets.find(TicketDigest("t2")));
}

}  // namespace
}  // namespace chancery
