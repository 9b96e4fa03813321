// What a SessionStore promises its callers: one contract, run on every store.

#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::client;
using samples::event;
using samples::family;
using samples::noon;
using samples::user;
using namespace std::chrono_literals;
using Ids = std::vector<std::string>;

const AuditEvent setup = event(AuditType::login_succeeded, "setup");
constexpr Lifetime idle = 2h;

template <class Stores>
class SessionStoreContract : public testing::Test {
 protected:
  void SetUp() override {
    add(client("shop"));
    add(client("till"));
    add(user("u1", "ann@example.org"));
    add(user("u2", "bob@example.org"));
  }
  void add(const Client& added) { ASSERT_TRUE(stores.clients.add(added, setup)); }
  void add(const User& added) {
    ASSERT_EQ(stores.users.add(added, std::nullopt, setup), outbound::AddUserOutcome::added);
  }
  void add(const std::string& id, const char* of = "u1", const char* at = "shop") {
    auto login = family(id);
    login.user = UserId(of);
    login.client = ClientId(at);
    stores.families.add(login, setup);
  }
  Ids page(const SessionFilter& filter, const std::optional<FamilyId>& after = {},
           std::size_t limit = 100, Instant now = noon) {
    Ids ids;
    for (const auto& session : store.list({filter, now, idle}, after, limit)) {
      ids.push_back(session.id.value());
    }
    return ids;
  }
  /// What each way of asking finds of the one login.
  std::set<Ids> every_way(Instant now = noon) {
    const UserId u("u1");
    const ClientId c("shop");
    std::set<Ids> found;
    for (const auto& filter : {SessionFilter{}, SessionFilter{.user = u},
                               SessionFilter{.client = c}, SessionFilter{.user = u, .client = c}}) {
      found.insert(page(filter, {}, 100, now));
    }
    return found;
  }

  Stores stores;
  outbound::SessionStore& store = stores.sessions;
};
TYPED_TEST_SUITE(SessionStoreContract, EveryKindOfStores);

const std::set<Ids> only_f1{{"f1"}};
const std::set<Ids> nothing{{}};

TYPED_TEST(SessionStoreContract, ShowsALoginFieldByField) {
  this->add("f1");
  const UserSession expected{.id = FamilyId("f1"),
                             .user = UserId("u1"),
                             .client = ClientId("shop"),
                             .client_name = "The Shop",
                             .created_at = noon - 3s,
                             .last_used_at = noon - 2s,
                             .expires_at = noon - 2s + idle,
                             .login_address = "198.51.100.9",
                             .last_used_from = {"192.0.2.1", "Agent/1.0"}};
  for (const auto& filter : {SessionFilter{}, SessionFilter{.user = UserId("u1")},
                             SessionFilter{.client = ClientId("shop")}}) {
    EXPECT_EQ(this->store.list({filter, noon, idle}, std::nullopt, 9), std::vector{expected});
  }
  const auto late = this->store.list({{}, noon, 48h}, std::nullopt, 9);
  EXPECT_EQ(late.at(0).expires_at, noon + 24h) << "the absolute end, once it is the earlier";
}

TYPED_TEST(SessionStoreContract, FollowsARefresh) {
  this->add("f1");
  ASSERT_TRUE(this->stores.families.rotate(FamilyId("f1"), {.from = TokenDigest("digest-0"),
                                                            .to = TokenDigest("digest-1"),
                                                            .generation = 1,
                                                            .seed = "seed-1",
                                                            .rotated_at = noon + 60s,
                                                            .used_from = {"2001:db8::1", "B/2"}}));
  const auto sessions = this->store.list({{}, noon + 60s, idle}, std::nullopt, 9);
  ASSERT_EQ(sessions.size(), 1U);
  EXPECT_EQ(sessions[0].created_at, noon - 3s);
  EXPECT_EQ(sessions[0].last_used_at, noon + 60s);
  EXPECT_EQ(sessions[0].expires_at, noon + 60s + idle);
  EXPECT_EQ(sessions[0].login_address, "198.51.100.9");
  EXPECT_EQ(sessions[0].last_used_from, (Origin{"2001:db8::1", "B/2"}));
}

TYPED_TEST(SessionStoreContract, PagesInAscendingOrderOfId) {
  for (const auto* id : {"b", "A", "_", "B", "a"}) this->add(id);
  for (const auto& filter : {SessionFilter{}, SessionFilter{.user = UserId("u1")},
                             SessionFilter{.client = ClientId("shop")},
                             SessionFilter{.user = UserId("u1"), .client = ClientId("shop")}}) {
    EXPECT_EQ(this->page(filter), (Ids{"A", "B", "_", "a", "b"}));
    EXPECT_EQ(this->page(filter, std::nullopt, 2), (Ids{"A", "B"}));
    EXPECT_EQ(this->page(filter, FamilyId("B"), 2), (Ids{"_", "a"}));
    EXPECT_EQ(this->page(filter, FamilyId("C"), 1), (Ids{"_"})) << "the login may have gone since";
    EXPECT_EQ(this->page(filter, FamilyId("b")), Ids{});
    EXPECT_EQ(this->page(filter, std::nullopt, 0), Ids{});
  }
}

TYPED_TEST(SessionStoreContract, ListsThoseThatPassTheFilter) {
  this->add("a", "u1", "shop");
  this->add("b", "u1", "till");
  this->add("c", "u2", "shop");
  this->add("d", "u2", "till");
  const struct {
    SessionFilter filter;
    Ids ids;
  } cases[] = {
      {{}, {"a", "b", "c", "d"}},
      {{.user = UserId("u1")}, {"a", "b"}},
      {{.client = ClientId("till")}, {"b", "d"}},
      {{.user = UserId("u2"), .client = ClientId("till")}, {"d"}},
      {{.user = UserId("nobody")}, {}},
      {{.client = ClientId("nowhere")}, {}},
      {{.user = UserId("u1"), .client = ClientId("nowhere")}, {}},
  };
  for (const auto& c : cases) EXPECT_EQ(this->page(c.filter), c.ids);
}

TYPED_TEST(SessionStoreContract, ALoginIsLiveUntilItsIdleEndNotAtIt) {
  this->add("f1");
  EXPECT_EQ(this->every_way(noon - 2s + idle - 1s), only_f1);
  EXPECT_EQ(this->every_way(noon - 2s + idle), nothing);
}

TYPED_TEST(SessionStoreContract, ALoginIsLiveUntilItsAbsoluteEndNotAtIt) {
  auto login = family("f1");
  login.expires_at = noon + 60s;
  this->stores.families.add(login, setup);
  EXPECT_EQ(this->every_way(noon + 59s), only_f1);
  EXPECT_EQ(this->every_way(noon + 60s), nothing);
}

TYPED_TEST(SessionStoreContract, AnEndedLoginIsNotListed) {
  this->add("f1");
  this->add("f2", "u2", "till");
  ASSERT_TRUE(this->stores.families.end(FamilyId("f2"), setup));
  EXPECT_EQ(this->every_way(), only_f1);
}

TYPED_TEST(SessionStoreContract, ALoginOfAnotherEpochOfItsUserIsNotListed) {
  this->add("f1");
  ASSERT_EQ(this->stores.users.update(logged_out_everywhere(user("u1", "ann@example.org"), noon),
                                      std::nullopt, setup),
            outbound::UpdateUserOutcome::updated);
  EXPECT_EQ(this->every_way(), nothing);
  ASSERT_TRUE(this->stores.users.remove(UserId("u1"), setup));
  EXPECT_EQ(this->every_way(), nothing);
}

TYPED_TEST(SessionStoreContract, ALoginOfAnotherEpochOfItsClientIsNotListed) {
  this->add("f1");
  ASSERT_EQ(this->stores.clients.update(disabled(client("shop"), noon), setup),
            outbound::UpdateClientOutcome::updated);
  EXPECT_EQ(this->every_way(), nothing);
  ASSERT_TRUE(this->stores.clients.remove(ClientId("shop"), setup));
  EXPECT_EQ(this->every_way(), nothing);
}

TYPED_TEST(SessionStoreContract, B35_HostileTextIsDataOnly) {
  this->add("f1");
  for (const auto& text : samples::hostile_texts) {
    EXPECT_EQ(this->page({.user = UserId(text)}), Ids{}) << text;
    EXPECT_EQ(this->page({.client = ClientId(text)}), Ids{}) << text;
    EXPECT_EQ(this->page({.user = UserId("u1"), .client = ClientId(text)}), Ids{}) << text;
    EXPECT_LE(this->page({}, FamilyId(text)).size(), 1U) << text;
  }
}

}  // namespace
}  // namespace chancery
