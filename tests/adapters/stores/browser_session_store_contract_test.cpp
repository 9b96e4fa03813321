// What a BrowserSessionStore promises its callers: one contract, run on every store.

#include "ports/unavailable.hpp"
#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using enum outbound::EndSessionOutcome;
using outbound::RedeemOutcome;
using samples::browser_session;
using samples::code;
using samples::event;
using samples::family;
using samples::noon;
using samples::notice;
using namespace std::chrono_literals;
using Participants = std::vector<Participant>;

const AuditEvent login = event(AuditType::login_succeeded);
const AuditEvent login_over = event(AuditType::login_ended, "logout");
const AuditEvent began = event(AuditType::browser_session_began, "password");
const AuditEvent over = event(AuditType::browser_session_ended, "logout");

BrowserSessionId session_id(const std::string& id) { return BrowserSessionId(id); }

template <class Stores>
class BrowserSessionStoreContract : public testing::Test {
 protected:
  using Ending = outbound::BrowserSessionStore::Ending;

  void begin(const std::string& id, const std::optional<BrowserSessionId>& replaced = {}) {
    store.begin(browser_session(id), replaced, began);
  }
  void take_part(const std::string& session, const std::string& login_made,
                 const std::string& at = "shop") {
    auto made = family(login_made);
    made.client = ClientId(at);
    stores.codes.add(code("code of " + login_made));
    ASSERT_EQ(stores.codes.redeem(
                  {CodeDigest("code of " + login_made), made, session_id(session), login}),
              RedeemOutcome::redeemed);
  }
  Ending ending(const std::string& session) {
    Ending all{.event = over};
    for (const auto& seen : store.participants(session_id(session))) {
      all.logins.push_back({seen, login_over});
    }
    return all;
  }
  bool is_there(const std::string& login_id) {
    return stores.families.find(FamilyId(login_id)).has_value();
  }

  Stores stores;
  outbound::BrowserSessionStore& store = stores.browser_sessions;
};
TYPED_TEST_SUITE(BrowserSessionStoreContract, EveryKindOfStores);

TYPED_TEST(BrowserSessionStoreContract, FindsWhatBeganFieldByField) {
  this->begin("b1");
  EXPECT_EQ(this->store.find(session_id("b1")), browser_session("b1"));
  EXPECT_EQ(this->store.find(session_id("b2")), std::nullopt);
  EXPECT_EQ(this->store.participants(session_id("b1")), Participants{});
  EXPECT_EQ(this->stores.events(), std::vector{began});
}

TYPED_TEST(BrowserSessionStoreContract, AnIdThatIsTakenIsNeverOverwritten) {
  this->begin("b1");
  auto other = browser_session("b1");
  other.user = UserId("mallory");
  EXPECT_THROW(this->store.begin(other, {}, began), Unavailable);
  EXPECT_EQ(this->store.find(session_id("b1")), browser_session("b1"));
  EXPECT_EQ(this->stores.events(), std::vector{began});
}

TYPED_TEST(BrowserSessionStoreContract, B77_AReplacedSessionIsOverAndItsParticipantsMove) {
  this->begin("b1");
  this->begin("other");
  this->take_part("b1", "f1");
  this->take_part("b1", "f2", "a shop");
  this->take_part("other", "f3");
  this->begin("b2", session_id("b1"));
  EXPECT_EQ(this->store.find(session_id("b1")), std::nullopt);
  EXPECT_EQ(this->store.find(session_id("b2")), browser_session("b2"));
  EXPECT_EQ(this->store.participants(session_id("b1")), Participants{});
  EXPECT_EQ(
      this->store.participants(session_id("b2")),
      (Participants{{ClientId("a shop"), FamilyId("f2")}, {ClientId("shop"), FamilyId("f1")}}))
      << "in ascending order";
  EXPECT_EQ(this->store.participants(session_id("other")),
            (Participants{{ClientId("shop"), FamilyId("f3")}}));
  EXPECT_TRUE(this->is_there("f1")) << "logins go on";
}

TYPED_TEST(BrowserSessionStoreContract, ReplacingWhatIsNotThereOnlyBegins) {
  this->begin("b1", session_id("never"));
  EXPECT_TRUE(this->store.find(session_id("b1")));
}

TYPED_TEST(BrowserSessionStoreContract, TouchMovesTheLastUseForwardOnly) {
  this->begin("b1");
  this->begin("b2");
  this->store.touch(session_id("b1"), noon + 5s);
  this->store.touch(session_id("b1"), noon);
  auto touched = browser_session("b1");
  touched.last_used_at = noon + 5s;
  EXPECT_EQ(this->store.find(session_id("b1")), touched);
  EXPECT_EQ(this->store.find(session_id("b2")), browser_session("b2"));
  this->store.touch(session_id("never"), noon);
  EXPECT_EQ(this->store.find(session_id("never")), std::nullopt);
}

TYPED_TEST(BrowserSessionStoreContract, AnEndEndsTheLoginsAndQueuesTheNotices) {
  this->begin("b1");
  this->take_part("b1", "f1");
  this->take_part("b1", "f2", "till");
  this->stores.families.add(family("other"), login);
  ASSERT_TRUE(this->stores.families.end(FamilyId("f2"), login_over));
  const auto before = this->stores.events();

  auto all = this->ending("b1");
  ASSERT_EQ(all.logins.size(), 2U);
  all.notices = {notice("n1"), notice("n2")};
  EXPECT_EQ(this->store.end(session_id("b1"), all), ended);

  EXPECT_EQ(this->store.find(session_id("b1")), std::nullopt);
  EXPECT_EQ(this->store.participants(session_id("b1")), Participants{});
  EXPECT_FALSE(this->is_there("f1"));
  EXPECT_TRUE(this->is_there("other"));
  auto expected = before;
  expected.insert(expected.end(), {login_over, over});
  EXPECT_EQ(this->stores.events(), expected) << "of the login that was still there, and its own";
  auto first = notice("n1");
  first.attempts += 1;
  first.next_attempt_at = noon + 60s;
  auto second = first;
  second.id = NoticeId("n2");
  EXPECT_EQ(this->stores.outbox.claim(noon, noon + 60s, 9), (std::vector{first, second}));
}

TYPED_TEST(BrowserSessionStoreContract, AnEndedSessionIsGone) {
  EXPECT_EQ(this->store.end(session_id("never"), this->ending("never")), gone);
  this->begin("b1");
  EXPECT_EQ(this->store.end(session_id("b1"), this->ending("b1")), ended);
  auto again = this->ending("b1");
  again.notices = {notice()};
  EXPECT_EQ(this->store.end(session_id("b1"), again), gone);
  EXPECT_EQ(this->stores.events(), (std::vector{began, over}));
  EXPECT_TRUE(this->stores.outbox.claim(noon, noon + 60s, 9).empty());
}

TYPED_TEST(BrowserSessionStoreContract, NothingEndsIfOthersTakePartThanWereSeen) {
  this->begin("b1");
  this->take_part("b1", "f1");
  auto missing = this->ending("b1");
  this->take_part("b1", "f2");
  missing.notices = {notice()};
  auto too_many = this->ending("b1");
  too_many.logins.push_back({{ClientId("shop"), FamilyId("f9")}, login_over});
  const auto before = this->stores.events();
  for (const auto& wrong : {missing, too_many}) {
    EXPECT_EQ(this->store.end(session_id("b1"), wrong), changed);
  }
  EXPECT_TRUE(this->store.find(session_id("b1")));
  EXPECT_TRUE(this->is_there("f1"));
  EXPECT_EQ(this->store.participants(session_id("b1")).size(), 2U);
  EXPECT_EQ(this->stores.events(), before);
  EXPECT_TRUE(this->stores.outbox.claim(noon, noon + 60s, 9).empty());
}

TYPED_TEST(BrowserSessionStoreContract, OneOfManyConcurrentEndsIsToldSo) {
  for (int round = 0; round < 5; ++round) {
    const auto id = "b" + std::to_string(round);
    this->begin(id);
    this->take_part(id, "f" + id);
    const auto all = this->ending(id);
    EXPECT_EQ(winners(16, [&](int) { return this->store.end(session_id(id), all) == ended; }), 1);
  }
}

TYPED_TEST(BrowserSessionStoreContract, B77_ASessionIsEndedOrReplacedAndNoLoginIsLost) {
  for (int round = 0; round < 10; ++round) {
    const auto id = "b" + std::to_string(round);
    const auto next = "next " + id;
    this->begin(id);
    this->take_part(id, "f" + id);
    const auto all = this->ending(id);
    std::atomic<bool> was_ended = false;
    winners(4, [&](int racer) {
      if (racer == 0) this->begin(next, session_id(id));
      if (racer == 1) was_ended = this->store.end(session_id(id), all) == ended;
      if (racer > 1) this->store.touch(session_id(id), noon + Lifetime(racer));
      return true;
    });
    EXPECT_EQ(this->store.find(session_id(id)), std::nullopt);
    EXPECT_EQ(this->is_there("f" + id), !was_ended);
    EXPECT_EQ(this->store.participants(session_id(next)).size(), was_ended ? 0U : 1U);
  }
}

TYPED_TEST(BrowserSessionStoreContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    auto hostile = browser_session("b" + text);
    hostile.user = UserId(text);
    hostile.authentication = {.amr = {text, text}, .acr = text};
    this->store.begin(hostile, session_id(text), began);
    EXPECT_EQ(this->store.find(hostile.id), hostile);
    auto told = notice("n" + text);
    told.uri = told.subject = text;
    told.user = UserId(text);
    told.login = FamilyId(text);
    told.client = ClientId(text);
    told.attempts = 0;
    told.next_attempt_at = noon;
    EXPECT_EQ(this->store.end(hostile.id, {.logins = {}, .notices = {told}, .event = over}), ended);
    told.attempts = 1;
    EXPECT_EQ(this->stores.outbox.claim(noon, noon, 1), std::vector{told});
    this->stores.outbox.remove(told.id);
  }
  EXPECT_EQ(this->store.find(session_id("b")), std::nullopt);
}

}  // namespace
}  // namespace chancery
