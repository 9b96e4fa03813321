// Each store through its breaker: reads are made once more, writes never, and while it is open the
// store is not asked at all.

#include <gtest/gtest.h>

#include <functional>
#include <trompeloeil.hpp>

#include "adapters/breaker/access_token_store.hpp"
#include "adapters/breaker/audit_reader.hpp"
#include "adapters/breaker/audit_trail.hpp"
#include "adapters/breaker/authorization_code_store.hpp"
#include "adapters/breaker/browser_session_store.hpp"
#include "adapters/breaker/client_store.hpp"
#include "adapters/breaker/consent_store.hpp"
#include "adapters/breaker/idempotency_store.hpp"
#include "adapters/breaker/key_store.hpp"
#include "adapters/breaker/logout_outbox.hpp"
#include "adapters/breaker/refresh_family_store.hpp"
#include "adapters/breaker/session_store.hpp"
#include "adapters/breaker/user_store.hpp"

namespace chancery::breaker {
namespace {

using namespace std::chrono_literals;
using trompeloeil::_;

using Password = std::optional<PasswordHash>;

struct MockAccessTokens final : outbound::AccessTokenStore {
  MAKE_MOCK2(revoke, void(const AccessTokenClaims&, const AuditEvent&), override);
  MAKE_MOCK1(standing, outbound::AccessTokenStanding(const AccessTokenClaims&), override);
};
struct MockAuditReader final : outbound::AuditReader {
  MAKE_MOCK0(newest_position, std::int64_t(), override);
  MAKE_MOCK2(newest, std::vector<StoredEvent>(const AuditFilter&, std::size_t), override);
  MAKE_MOCK3(after, std::vector<StoredEvent>(std::int64_t, const AuditFilter&, std::size_t),
             override);
};
struct MockAudit final : outbound::AuditTrail {
  MAKE_MOCK1(record, void(const AuditEvent&), override);
};
struct MockCodes final : outbound::AuthorizationCodeStore {
  MAKE_MOCK1(add, void(const AuthorizationCode&), override);
  MAKE_MOCK1(find, std::optional<AuthorizationCode>(const CodeDigest&), override);
  MAKE_MOCK1(redeem, outbound::RedeemOutcome(const Redemption&), override);
  MAKE_MOCK1(burn, bool(const CodeDigest&), override);
};
struct MockBrowserSessions final : outbound::BrowserSessionStore {
  MAKE_MOCK3(begin,
             void(const BrowserSession&, const std::optional<BrowserSessionId>&, const AuditEvent&),
             override);
  MAKE_MOCK1(find, std::optional<BrowserSession>(const BrowserSessionId&), override);
  MAKE_MOCK2(touch, void(const BrowserSessionId&, Instant), override);
  MAKE_MOCK1(participants, std::vector<Participant>(const BrowserSessionId&), override);
  MAKE_MOCK2(end, outbound::EndSessionOutcome(const BrowserSessionId&, const Ending&), override);
};
struct MockConsents final : outbound::ConsentStore {
  MAKE_MOCK2(find, std::optional<Consent>(const UserId&, const ClientId&), override);
  MAKE_MOCK1(list, std::vector<Consent>(const UserId&), override);
  MAKE_MOCK2(give, void(const Consent&, const AuditEvent&), override);
  MAKE_MOCK3(revoke, bool(const UserId&, const ClientId&, const AuditEvent&), override);
};
struct MockOutbox final : outbound::LogoutOutbox {
  MAKE_MOCK3(claim, std::vector<LogoutNotice>(Instant, Instant, std::size_t), override);
  MAKE_MOCK2(postpone, void(const LogoutNotice&, Instant), override);
  MAKE_MOCK2(put_off, void(const ClientId&, Instant), override);
  MAKE_MOCK1(remove, void(const NoticeId&), override);
};
struct MockClients final : outbound::ClientStore {
  MAKE_MOCK2(add, bool(const Client&, const AuditEvent&), override);
  MAKE_MOCK1(find, std::optional<Client>(const ClientId&), override);
  MAKE_MOCK0(list, std::vector<Client>(), override);
  MAKE_MOCK2(update, outbound::UpdateClientOutcome(const Client&, const AuditEvent&), override);
  MAKE_MOCK2(remove, bool(const ClientId&, const AuditEvent&), override);
  MAKE_MOCK1(has_redirect_origin, bool(std::string_view), override);
};
struct MockIdempotency final : outbound::IdempotencyStore {
  MAKE_MOCK1(begin, IdempotencyOutcome(const Begin&), override);
  MAKE_MOCK2(finish, void(const IdempotencyAttempt&, const std::string&), override);
  MAKE_MOCK1(abandon, void(const IdempotencyAttempt&), override);
};
struct MockKeys final : outbound::KeyStore {
  MAKE_MOCK0(all, std::vector<outbound::StoredKey>(), override);
  MAKE_MOCK2(add, bool(const outbound::StoredKey&, const AuditEvent&), override);
  MAKE_MOCK4(activate, bool(const KeyId&, const std::optional<KeyId>&, Instant, const AuditEvent&),
             override);
  MAKE_MOCK3(reschedule, bool(const KeyId&, Instant, const AuditEvent&), override);
  MAKE_MOCK2(remove, bool(const KeyId&, const AuditEvent&), override);
};
struct MockFamilies final : outbound::RefreshFamilyStore {
  MAKE_MOCK2(add, void(const RefreshFamily&, const AuditEvent&), override);
  MAKE_MOCK1(find, std::optional<FoundFamily>(const FamilyId&), override);
  MAKE_MOCK2(rotate, bool(const FamilyId&, const Rotation&), override);
  MAKE_MOCK2(end, bool(const FamilyId&, const AuditEvent&), override);
};
struct MockSessions final : outbound::SessionStore {
  MAKE_MOCK3(list,
             std::vector<UserSession>(const Query&, const std::optional<FamilyId>&, std::size_t),
             override);
};
struct MockUsers final : outbound::UserStore {
  MAKE_MOCK3(add, outbound::AddUserOutcome(const User&, const Password&, const AuditEvent&),
             override);
  MAKE_MOCK1(find, std::optional<User>(const UserId&), override);
  MAKE_MOCK1(find_by_login, std::optional<outbound::UserCredentials>(const LoginName&), override);
  MAKE_MOCK3(list, std::vector<User>(const UserFilter&, const std::optional<UserId>&, std::size_t),
             override);
  MAKE_MOCK3(update, outbound::UpdateUserOutcome(const User&, const Password&, const AuditEvent&),
             override);
  MAKE_MOCK2(remove, bool(const UserId&, const AuditEvent&), override);
};

struct FixedClock final : outbound::Clock {
  static constexpr Instant noon{1'700'000'000s};
  [[nodiscard]] Instant now() const override { return noon; }
};

/// Stores that fail, and the same through a breaker.
struct Stores {
  MockAccessTokens access_tokens;
  MockAuditReader audit_reader;
  MockAudit audit;
  MockCodes codes;
  MockBrowserSessions browser_sessions;
  MockConsents consents;
  MockOutbox outbox;
  MockClients clients;
  MockIdempotency idempotency;
  MockKeys keys;
  MockFamilies families;
  MockSessions sessions;
  MockUsers users;
};
struct Guarded {
  Guarded(Stores& stores, Breaker& breaker)
      : access_tokens(stores.access_tokens, breaker),
        audit_reader(stores.audit_reader, breaker),
        audit(stores.audit, breaker),
        codes(stores.codes, breaker),
        browser_sessions(stores.browser_sessions, breaker),
        consents(stores.consents, breaker),
        outbox(stores.outbox, breaker),
        clients(stores.clients, breaker),
        idempotency(stores.idempotency, breaker),
        keys(stores.keys, breaker),
        families(stores.families, breaker, clock),
        sessions(stores.sessions, breaker),
        users(stores.users, breaker) {}

  FixedClock clock;
  AccessTokenStore access_tokens;
  AuditReader audit_reader;
  AuditTrail audit;
  AuthorizationCodeStore codes;
  BrowserSessionStore browser_sessions;
  ConsentStore consents;
  LogoutOutbox outbox;
  ClientStore clients;
  IdempotencyStore idempotency;
  KeyStore keys;
  RefreshFamilyStore families;
  SessionStore sessions;
  UserStore users;
};

const AccessTokenClaims claims{.issuer = Issuer("i"),
                               .subject = "u",
                               .audience = {},
                               .client = ClientId("c"),
                               .scopes = {},
                               .id = TokenId("t"),
                               .issued_at = {},
                               .expires_at = {}};
const AuditEvent event{};
const Client client{.id = ClientId("c")};
const User user{.id = UserId("u"), .email = "u@example.org"};
const RefreshFamily family{
    .id = FamilyId("f"), .client = ClientId("c"), .user = UserId("u"), .current = TokenDigest("d")};
const outbound::RefreshFamilyStore::Rotation rotation{.from = TokenDigest("d"),
                                                      .to = TokenDigest("e"),
                                                      .generation = 1,
                                                      .seed = "s",
                                                      .rotated_at = {},
                                                      .used_from = {}};
const BrowserSessionId browser("b");
const AuthorizationCode code{.id = CodeDigest("c"),
                             .client = ClientId("c"),
                             .redirect_uri = {},
                             .user = UserId("u"),
                             .session = browser};
const outbound::AuthorizationCodeStore::Redemption redemption{
    .code = code.id, .family = family, .session = browser, .event = event};
const Consent consent{.user = UserId("u"), .client = ClientId("c")};
const LogoutNotice notice{.id = NoticeId("n"),
                          .client = ClientId("c"),
                          .uri = "https://c.example",
                          .user = UserId("u"),
                          .login = FamilyId("f"),
                          .subject = "u"};
const IdempotencyAttempt attempt{.id = "i", .name = "n"};

using Expectation = std::unique_ptr<trompeloeil::expectation>;

/// A method of a store: how to expect that it is asked so often, always in vain, and how to ask it.
struct Method {
  const char* name;
  bool reads;
  std::function<Expectation(Stores&, std::size_t)> expect;
  std::function<void(Guarded&)> ask;
};

#define FAILS(mock, call)                                                                    \
  [](Stores& stores, std::size_t times) -> Expectation {                                     \
    if (times == 0) return NAMED_FORBID_CALL(stores.mock, call);                             \
    if (times == 1) return NAMED_REQUIRE_CALL(stores.mock, call).THROW(Unavailable("away")); \
    return NAMED_REQUIRE_CALL(stores.mock, call).TIMES(2).THROW(Unavailable("away"));        \
  }
#define ASK(call) [](Guarded& stores) { static_cast<void>(stores.call); }

const Method methods[] = {
    {"RevokeAccessToken", false, FAILS(access_tokens, revoke(_, _)),
     ASK(access_tokens.revoke(claims, event))},
    {"Standing", true, FAILS(access_tokens, standing(_)), ASK(access_tokens.standing(claims))},
    {"NewestPosition", true, FAILS(audit_reader, newest_position()),
     ASK(audit_reader.newest_position())},
    {"NewestEvents", true, FAILS(audit_reader, newest(_, 3U)), ASK(audit_reader.newest({}, 3))},
    {"EventsAfter", true, FAILS(audit_reader, after(2, _, 3U)), ASK(audit_reader.after(2, {}, 3))},
    {"Record", false, FAILS(audit, record(_)), ASK(audit.record(event))},
    {"AddCode", false, FAILS(codes, add(code)), ASK(codes.add(code))},
    {"FindCode", true, FAILS(codes, find(code.id)), ASK(codes.find(code.id))},
    {"RedeemCode", false, FAILS(codes, redeem(_)), ASK(codes.redeem(redemption))},
    {"BurnCode", false, FAILS(codes, burn(code.id)), ASK(codes.burn(code.id))},
    {"BeginBrowserSession", false, FAILS(browser_sessions, begin(_, _, _)),
     ASK(browser_sessions.begin({.id = browser, .user = UserId("u")}, {}, event))},
    {"FindBrowserSession", true, FAILS(browser_sessions, find(browser)),
     ASK(browser_sessions.find(browser))},
    {"TouchBrowserSession", false, FAILS(browser_sessions, touch(browser, _)),
     ASK(browser_sessions.touch(browser, {}))},
    {"Participants", true, FAILS(browser_sessions, participants(browser)),
     ASK(browser_sessions.participants(browser))},
    {"EndBrowserSession", false, FAILS(browser_sessions, end(browser, _)),
     ASK(browser_sessions.end(browser, {.logins = {}, .notices = {}, .event = event}))},
    {"FindConsent", true, FAILS(consents, find(consent.user, consent.client)),
     ASK(consents.find(consent.user, consent.client))},
    {"ListConsents", true, FAILS(consents, list(consent.user)), ASK(consents.list(consent.user))},
    {"GiveConsent", false, FAILS(consents, give(consent, _)), ASK(consents.give(consent, event))},
    {"RevokeConsent", false, FAILS(consents, revoke(consent.user, consent.client, _)),
     ASK(consents.revoke(consent.user, consent.client, event))},
    {"ClaimNotices", false, FAILS(outbox, claim(_, _, 3U)), ASK(outbox.claim({}, {}, 3))},
    {"PutOffNotices", false, FAILS(outbox, put_off(_, _)), ASK(outbox.put_off(ClientId("a"), {}))},
    {"PostponeNotice", false, FAILS(outbox, postpone(notice, _)), ASK(outbox.postpone(notice, {}))},
    {"RemoveNotice", false, FAILS(outbox, remove(notice.id)), ASK(outbox.remove(notice.id))},
    {"AddClient", false, FAILS(clients, add(client, _)), ASK(clients.add(client, event))},
    {"FindClient", true, FAILS(clients, find(client.id)), ASK(clients.find(client.id))},
    {"ListClients", true, FAILS(clients, list()), ASK(clients.list())},
    {"UpdateClient", false, FAILS(clients, update(client, _)), ASK(clients.update(client, event))},
    {"RemoveClient", false, FAILS(clients, remove(client.id, _)),
     ASK(clients.remove(client.id, event))},
    {"HasOrigin", true, FAILS(clients, has_redirect_origin("o")),
     ASK(clients.has_redirect_origin("o"))},
    {"BeginOnce", false, FAILS(idempotency, begin(_)),
     ASK(idempotency.begin(
         {.attempt = attempt, .body = {}, .now = {}, .runs_until = {}, .expires_at = {}}))},
    {"FinishOnce", false, FAILS(idempotency, finish(_, "a")),
     ASK(idempotency.finish(attempt, "a"))},
    {"AbandonOnce", false, FAILS(idempotency, abandon(_)), ASK(idempotency.abandon(attempt))},
    {"AllKeys", true, FAILS(keys, all()), ASK(keys.all())},
    {"ActivateKey", false, FAILS(keys, activate(KeyId("k"), _, _, _)),
     ASK(keys.activate(KeyId("k"), {}, {}, event))},
    {"RescheduleKey", false, FAILS(keys, reschedule(KeyId("k"), _, _)),
     ASK(keys.reschedule(KeyId("k"), {}, event))},
    {"RemoveKey", false, FAILS(keys, remove(KeyId("k"), _)), ASK(keys.remove(KeyId("k"), event))},
    {"AddFamily", false, FAILS(families, add(family, _)), ASK(families.add(family, event))},
    {"FindFamily", true, FAILS(families, find(family.id)), ASK(families.find(family.id))},
    {"Rotate", false, FAILS(families, rotate(family.id, _)),
     ASK(families.rotate(family.id, rotation))},
    {"EndFamily", false, FAILS(families, end(family.id, _)), ASK(families.end(family.id, event))},
    {"ListSessions", true, FAILS(sessions, list(_, _, 3U)),
     ASK(sessions.list({.filter = {}, .now = {}, .idle_lifetime = {}}, {}, 3))},
    {"AddUser", false, FAILS(users, add(user, _, _)), ASK(users.add(user, {}, event))},
    {"FindUser", true, FAILS(users, find(user.id)), ASK(users.find(user.id))},
    {"FindByLogin", true, FAILS(users, find_by_login(LoginName("l"))),
     ASK(users.find_by_login(LoginName("l")))},
    {"ListUsers", true, FAILS(users, list(_, _, 3U)), ASK(users.list({}, {}, 3))},
    {"UpdateUser", false, FAILS(users, update(user, _, _)), ASK(users.update(user, {}, event))},
    {"RemoveUser", false, FAILS(users, remove(user.id, _)), ASK(users.remove(user.id, event))},
};

#undef FAILS
#undef ASK

class BreakerStores : public testing::TestWithParam<Method> {
 protected:
  int pauses = 0;
  Breaker::TimePoint now{1h};
  Breaker breaker{{},
                  {.now = [this] { return now; },
                   .chance = [] { return 0.0; },
                   .sleep = [this](auto) { ++pauses; }}};
  Stores stores;
  Guarded guarded{stores, breaker};
};

TEST_P(BreakerStores, B39_AsksAgainForWhatItReadsAndNeverForWhatItWrites) {
  const auto& method = GetParam();
  const auto asked = method.expect(stores, method.reads ? 2 : 1);
  EXPECT_THROW(method.ask(guarded), Unavailable);
  EXPECT_TRUE(asked->is_saturated());
}

TEST_P(BreakerStores, AsksNobodyWhileOpen) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_THROW(breaker.write([] { throw Unavailable("away"); }), Unavailable);
  }
  const auto never = GetParam().expect(stores, 0);
  EXPECT_THROW(GetParam().ask(guarded), Unavailable);
  EXPECT_EQ(breaker.vitals().rejected_total, 1U);
  EXPECT_EQ(pauses, 0) << "whoever is refused is refused at once";
}

INSTANTIATE_TEST_SUITE_P(, BreakerStores, testing::ValuesIn(methods),
                         [](const auto& method) { return method.param.name; });

/// An outage that began at noon and ended ten minutes later, as it is ten seconds after.
class AfterAnOutage : public testing::Test {
 protected:
  AfterAnOutage() {
    EXPECT_THROW(breaker.write([] { throw Unavailable("away"); }), Unavailable);
    now += 10min;
    breaker.write([] {});
    now += 10s;
    clock.at = noon + 10min + 10s;
  }

  /// For ten seconds more.
  void fall_again() {
    EXPECT_THROW(breaker.write([] { throw Unavailable("away"); }), Unavailable);
    now += 10s;
    breaker.write([] {});
    clock.at += 10s;
  }

  std::optional<Instant> reachable_since(Instant rotated_at) {
    auto stored = family;
    stored.rotated_at = rotated_at;
    REQUIRE_CALL(bare, find(family.id)).RETURN(FoundFamily{stored});
    return families.find(family.id)->reachable_since;
  }

  struct SettableClock final : outbound::Clock {
    [[nodiscard]] Instant now() const override { return at; }
    Instant at{};
  };
  static constexpr Instant noon = FixedClock::noon;
  static constexpr Instant back = noon + 10min;
  Breaker::TimePoint now{1h};
  SettableClock clock;
  MockFamilies bare;
  Breaker breaker{
      {}, {.now = [this] { return now; }, .chance = [] { return 0.0; }, .sleep = [](auto) {}}};
  RefreshFamilyStore families{bare, breaker, clock};
};

TEST_F(AfterAnOutage, TheWindowStoodStillMeanwhile) {
  EXPECT_EQ(reachable_since(noon), back);
  EXPECT_EQ(reachable_since(back - 1s), back);
  EXPECT_EQ(reachable_since(noon - 40s), back - 40s) << "forty seconds of it had been used up";
}

TEST_F(AfterAnOutage, AWindowBeginsTenMinutesAfterTheRefreshAtTheLatest) {
  fall_again();
  EXPECT_EQ(reachable_since(noon), back) << "and not at the end of the next outage";
}

TEST_F(AfterAnOutage, WhatCameAfterItWasAlwaysReachable) {
  EXPECT_EQ(reachable_since(back), std::nullopt);
  EXPECT_EQ(reachable_since(back + 5s), std::nullopt);
}

TEST(BreakerStoresAnswer, WhatTheStoreAnswersIsPassedOn) {
  Stores stores;
  Breaker breaker({});
  Guarded guarded(stores, breaker);
  REQUIRE_CALL(stores.families, rotate(family.id, _)).WITH(_2.to == rotation.to).RETURN(true);
  EXPECT_TRUE(guarded.families.rotate(family.id, rotation));
  REQUIRE_CALL(stores.clients, find(client.id)).RETURN(client);
  EXPECT_EQ(guarded.clients.find(client.id), client);
  REQUIRE_CALL(stores.users, update(user, _, _)).RETURN(outbound::UpdateUserOutcome::stale);
  EXPECT_EQ(guarded.users.update(user, {}, event), outbound::UpdateUserOutcome::stale)
      << "which is an answer, and no failure";
  REQUIRE_CALL(stores.codes, redeem(_)).RETURN(outbound::RedeemOutcome::burnt);
  EXPECT_EQ(guarded.codes.redeem(redemption), outbound::RedeemOutcome::burnt);
  EXPECT_EQ(breaker.vitals().state, State::closed);
}

}  // namespace
}  // namespace chancery::breaker
