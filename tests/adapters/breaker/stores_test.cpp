// Each store through its breaker: reads are made once more, writes never; nothing while it is open.

#include <gtest/gtest.h>

#include <functional>

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
#include "adapters/breaker/mail_store.hpp"
#include "adapters/breaker/refresh_family_store.hpp"
#include "adapters/breaker/session_store.hpp"
#include "adapters/breaker/user_store.hpp"
#include "tests/adapters/breaker/store_mocks.hpp"

namespace chancery::breaker {
namespace {

using namespace std::chrono_literals;
using trompeloeil::_;

struct FixedClock final : outbound::Clock {
  [[nodiscard]] Instant now() const override { return Instant(1'700'000'000s); }
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
  MockMails mails;
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
        mails(stores.mails, breaker),
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
  MailStore mails;
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
const outbound::SealedMail mail{.id = MailId("m"), .sealed = "s"};
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
    {"AddMail", false, FAILS(mails, add(mail)), ASK(mails.add(mail))},
    {"ClaimMails", false, FAILS(mails, claim(_, _, 3U)), ASK(mails.claim({}, {}, 3))},
    {"PostponeMail", false, FAILS(mails, postpone(mail.id, 2, _)),
     ASK(mails.postpone(mail.id, 2, {}))},
    {"RemoveMail", false, FAILS(mails, remove(mail.id)), ASK(mails.remove(mail.id))},
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
    {"ReplacePassword", false, FAILS(users, replace_password(user.id, _, _)),
     ASK(users.replace_password(user.id, Hash("a"), Hash("b")))},
    {"UpdateKeeping", false, FAILS(users, update_keeping(user, _, family.id, _)),
     ASK(users.update_keeping(user, PasswordHash("p"), family.id, event))},
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
