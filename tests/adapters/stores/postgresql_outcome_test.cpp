// A connection that breaks while a write is committed: what the stores then say is what the records
// say, and nothing is done twice.

#include <algorithm>

#include "adapters/sql/session.hpp"
#include "ports/unavailable.hpp"
#include "tests/adapters/stores/stores.hpp"
#include "tests/support/cutting_proxy.hpp"

namespace chancery::sql {
namespace {

using Cut = CuttingProxy::Cut;

/// As a statement of its own, which it ends.
const std::string commit("COMMIT\0", 7);

enum class Statements { prepared, sent_whole };

Options options(Statements statements) {
  auto options = patient();
  options.prepared_statements = statements == Statements::prepared;
  return options;
}

/// Stores behind a proxy that cuts, and the same database without it.
class LostConnection : public testing::TestWithParam<Statements> {
 protected:
  using Rotation = outbound::RefreshFamilyStore::Rotation;

  void SetUp() override {
    ASSERT_EQ(
        direct.users.add(samples::user(), std::nullopt, samples::event(AuditType::user_created)),
        outbound::AddUserOutcome::added);
    ASSERT_TRUE(direct.clients.add(samples::client(), samples::event(AuditType::client_created)));
    direct.families.add(samples::family(), samples::event(AuditType::login_succeeded));
  }

  static Rotation rotation(const char* from, const char* to) {
    return {.from = TokenDigest(from),
            .to = TokenDigest(to),
            .generation = 4'294'967'291U,
            .seed = "another seed",
            .rotated_at = samples::noon,
            .used_from = {}};
  }
  std::string current() {
    return direct.families.find(samples::family().id)->family.current.value();
  }
  long events(AuditType type) {
    return std::ranges::count(direct.events(), type, &AuditEvent::type);
  }

  CuttingProxy proxy{PostgresServer::instance().socket_folder()};
  PostgresStores direct;
  PostgresStores stores{proxy.url(direct.url), options(GetParam())};
};

TEST_P(LostConnection, B39_ARefreshThatWasCommittedIsASuccess) {
  proxy.cut_at("digest-1", Cut::answer);
  EXPECT_TRUE(stores.families.rotate(samples::family().id, rotation("digest-0", "digest-1")));
  EXPECT_TRUE(proxy.has_cut());
  EXPECT_EQ(current(), "digest-1");
}

TEST_P(LostConnection, B39_ARefreshThatNeverArrivedIsUnavailableAndNotSentAgain) {
  proxy.cut_at("digest-1", Cut::request);
  EXPECT_THROW(static_cast<void>(
                   stores.families.rotate(samples::family().id, rotation("digest-0", "digest-1"))),
               Unavailable);
  EXPECT_TRUE(proxy.has_cut());
  EXPECT_EQ(current(), "digest-0");
  EXPECT_TRUE(stores.families.rotate(samples::family().id, rotation("digest-0", "digest-2")))
      << "the login is as it was";
}

TEST_P(LostConnection, B39_ARefreshThatSomebodyElseDidIsNotTakenForOurs) {
  ASSERT_TRUE(direct.families.rotate(samples::family().id, rotation("digest-0", "theirs")));
  proxy.cut_at("digest-1", Cut::answer);
  EXPECT_THROW(static_cast<void>(
                   stores.families.rotate(samples::family().id, rotation("digest-0", "digest-1"))),
               Unavailable);
  EXPECT_EQ(current(), "theirs");
}

TEST_P(LostConnection, B39_ARefreshThatCannotBeReadBackIsUnavailable) {
  proxy.cut_at_and_close("digest-1", Cut::answer);
  EXPECT_THROW(static_cast<void>(
                   stores.families.rotate(samples::family().id, rotation("digest-0", "digest-1"))),
               Unavailable);
  EXPECT_EQ(current(), "digest-1") << "though it was done: the client asks again and is told";
}

TEST_P(LostConnection, ALoginThatWasCommittedIsASuccess) {
  const auto family = samples::family("f2");
  proxy.cut_at(commit, Cut::answer);
  stores.families.add(family, samples::event(AuditType::login_succeeded));
  EXPECT_TRUE(proxy.has_cut());
  EXPECT_EQ(direct.families.find(family.id)->family, family);
  EXPECT_EQ(events(AuditType::login_succeeded), 2);
}

TEST_P(LostConnection, ALoginThatWasNotCommittedIsUnavailable) {
  const auto family = samples::family("f2");
  proxy.cut_at(commit, Cut::request);
  EXPECT_THROW(stores.families.add(family, samples::event(AuditType::login_succeeded)),
               Unavailable);
  EXPECT_TRUE(proxy.has_cut());
  EXPECT_FALSE(direct.families.find(family.id).has_value());
  EXPECT_EQ(events(AuditType::login_succeeded), 1);
}

TEST_P(LostConnection, ALoginIsEndedOnceWhateverWasLost) {
  for (const auto lost : {Cut::answer, Cut::request}) {
    const auto family = samples::family(lost == Cut::answer ? "f2" : "f3");
    direct.families.add(family, samples::event(AuditType::login_succeeded));
    const auto ended_before = events(AuditType::login_ended);
    proxy.cut_at(commit, lost);
    EXPECT_TRUE(stores.families.end(family.id, samples::event(AuditType::login_ended)));
    EXPECT_TRUE(proxy.has_cut());
    EXPECT_FALSE(direct.families.find(family.id).has_value());
    EXPECT_EQ(events(AuditType::login_ended), ended_before + 1);
  }
}

TEST_P(LostConnection, AnAccessTokenIsRevokedOnceWhateverWasLost) {
  auto claims = AccessTokenClaims{.issuer = Issuer("https://issuer.example"),
                                  .subject = "u1",
                                  .audience = {},
                                  .client = samples::client().id,
                                  .scopes = {},
                                  .id = TokenId("t1"),
                                  .issued_at = samples::noon,
                                  .expires_at = samples::noon + std::chrono::hours(1)};
  for (const auto lost : {Cut::answer, Cut::request}) {
    claims.id = TokenId(lost == Cut::answer ? "t1" : "t2");
    const auto revoked_before = events(AuditType::access_token_revoked);
    proxy.cut_at(commit, lost);
    stores.access_tokens.revoke(claims, samples::event(AuditType::access_token_revoked));
    EXPECT_TRUE(proxy.has_cut());
    EXPECT_EQ(direct.access_tokens.standing(claims), outbound::AccessTokenStanding::revoked);
    EXPECT_EQ(events(AuditType::access_token_revoked), revoked_before + 1);
  }
}

TEST_P(LostConnection, AnAccountIsMadeChangedAndRemovedOnce) {
  const auto event = samples::event(AuditType::user_changed);
  auto user = samples::user("u2", "bea@example.org");
  const PasswordHash hash("a hash");

  proxy.cut_at(commit, Cut::answer);
  EXPECT_EQ(stores.users.add(user, hash, event), outbound::AddUserOutcome::added);
  user.email = "Bea@Example.net";
  proxy.cut_at(commit, Cut::answer);
  EXPECT_EQ(stores.users.update(user, PasswordHash("another"), event),
            outbound::UpdateUserOutcome::updated);
  const auto stored = direct.users.find_by_login(LoginName("bea@example.net"));
  ASSERT_TRUE(stored.has_value());
  EXPECT_EQ(stored->password, PasswordHash("another"));
  EXPECT_EQ(stored->user.version, user.version + 1);

  proxy.cut_at(commit, Cut::request);
  EXPECT_THROW(static_cast<void>(stores.users.update(stored->user, PasswordHash("third"), event)),
               Unavailable);
  EXPECT_EQ(direct.users.find_by_login(LoginName("bea@example.net"))->password,
            PasswordHash("another"));

  proxy.cut_at(commit, Cut::answer);
  EXPECT_TRUE(stores.users.remove(user.id, event));
  EXPECT_FALSE(direct.users.find(user.id).has_value());
  EXPECT_EQ(events(AuditType::user_changed), 3) << "made, changed and removed";
}

TEST_P(LostConnection, AClientIsMadeChangedAndRemovedOnce) {
  const auto event = samples::event(AuditType::client_changed);
  auto client = samples::client("other");
  proxy.cut_at(commit, Cut::answer);
  EXPECT_TRUE(stores.clients.add(client, event));
  client.name = "Another name";
  proxy.cut_at(commit, Cut::answer);
  EXPECT_EQ(stores.clients.update(client, event), outbound::UpdateClientOutcome::updated);
  EXPECT_EQ(direct.clients.find(client.id)->name, "Another name");
  proxy.cut_at(commit, Cut::request);
  EXPECT_TRUE(stores.clients.remove(client.id, event));
  EXPECT_FALSE(direct.clients.find(client.id).has_value());
  EXPECT_EQ(events(AuditType::client_changed), 3);
}

TEST_P(LostConnection, ARequestThatMayRunOnceKnowsThatItIsTheFirst) {
  const outbound::IdempotencyStore::Begin begin{
      .attempt = {.id = "the request", .name = "attempt-1"},
      .body = "a body",
      .now = samples::noon,
      .runs_until = samples::noon + std::chrono::seconds(60),
      .expires_at = samples::noon + std::chrono::hours(24)};
  proxy.cut_at("attempt-1", Cut::answer);
  EXPECT_EQ(stores.idempotency.begin(begin), IdempotencyOutcome(FirstTime{begin.attempt}));
  EXPECT_TRUE(proxy.has_cut());
  for (const auto lost : {Cut::answer, Cut::request}) {
    proxy.cut_at("the answer", lost);
    stores.idempotency.finish(begin.attempt, "the answer");
    EXPECT_TRUE(proxy.has_cut());
  }
  auto again = begin;
  again.attempt.name = "attempt-2";
  EXPECT_EQ(direct.idempotency.begin(again), IdempotencyOutcome(AnsweredBefore{"the answer"}));
}

TEST_P(LostConnection, B20_ACodeIsRedeemedOnceWhateverWasLost) {
  const auto session = samples::browser_session();
  direct.browser_sessions.begin(session, {}, samples::event(AuditType::browser_session_began));
  direct.codes.add(samples::code());
  const auto redeem = [&](const char* login) {
    return stores.codes.redeem({samples::code().id, samples::family(login), session.id,
                                samples::event(AuditType::login_succeeded)});
  };
  proxy.cut_at(commit, Cut::request);
  EXPECT_THROW(static_cast<void>(redeem("f2")), Unavailable);
  EXPECT_EQ(direct.codes.find(samples::code().id)->login, std::nullopt);
  proxy.cut_at(commit, Cut::answer);
  EXPECT_EQ(redeem("f3"), outbound::RedeemOutcome::redeemed);
  EXPECT_TRUE(proxy.has_cut());
  EXPECT_EQ(direct.codes.find(samples::code().id)->login, FamilyId("f3"));
  EXPECT_EQ(direct.browser_sessions.participants(session.id).size(), 1U);
  EXPECT_EQ(events(AuditType::login_succeeded), 2);
}

TEST_P(LostConnection, ABrowserSessionBeginsAndEndsOnceWhateverWasLost) {
  const auto began = samples::event(AuditType::browser_session_began);
  const auto ended = samples::event(AuditType::browser_session_ended);
  for (const auto lost : {Cut::answer, Cut::request}) {
    const auto session = samples::browser_session(lost == Cut::answer ? "b1" : "b2");
    proxy.cut_at(commit, Cut::answer);
    stores.browser_sessions.begin(session, {}, began);
    EXPECT_TRUE(direct.browser_sessions.find(session.id).has_value());
    proxy.cut_at(commit, lost);
    EXPECT_EQ(stores.browser_sessions.end(session.id, {.event = ended}),
              outbound::EndSessionOutcome::ended);
    EXPECT_TRUE(proxy.has_cut());
    EXPECT_FALSE(direct.browser_sessions.find(session.id).has_value());
  }
  EXPECT_EQ(events(AuditType::browser_session_began), 2);
  EXPECT_EQ(events(AuditType::browser_session_ended), 2);
}

TEST_P(LostConnection, AConsentIsGivenAndRevokedOnceWhateverWasLost) {
  const auto given = samples::consent();
  proxy.cut_at(commit, Cut::answer);
  stores.consents.give(given, samples::event(AuditType::consent_given));
  EXPECT_EQ(direct.consents.find(given.user, given.client), given);
  proxy.cut_at(commit, Cut::request);
  EXPECT_TRUE(
      stores.consents.revoke(given.user, given.client, samples::event(AuditType::consent_revoked)));
  EXPECT_TRUE(proxy.has_cut());
  EXPECT_EQ(direct.consents.find(given.user, given.client), std::nullopt);
  EXPECT_FALSE(direct.families.find(samples::family().id).has_value());
  EXPECT_EQ(events(AuditType::consent_given) + events(AuditType::consent_revoked), 2);
}

TEST_P(LostConnection, B23_ACodeIsBurntWhateverWasLost) {
  for (const auto lost : {Cut::answer, Cut::request}) {
    const auto code = samples::code(lost == Cut::answer ? "burnt-code-1" : "burnt-code-2");
    direct.codes.add(code);
    proxy.cut_at(code.id.value(), lost);
    EXPECT_TRUE(stores.codes.burn(code.id));
    EXPECT_TRUE(proxy.has_cut());
    EXPECT_TRUE(direct.codes.find(code.id)->burnt);
  }
}

TEST_P(LostConnection, AConnectionThatIsLostBeforeTheCommitLeavesNoDoubt) {
  static constexpr Statement any_write("UPDATE users SET version = version WHERE id = $1");
  proxy.cut_at("nobody at all", Cut::answer);
  try {
    stores.database->transact([](Session& session) {
      session.execute(any_write, {"nobody at all"});
      return true;
    });
    FAIL();
  } catch (const UnknownOutcome&) {
    FAIL() << "nothing was committed";
  } catch (const Unavailable&) {
    EXPECT_TRUE(proxy.has_cut());
  }
}

INSTANTIATE_TEST_SUITE_P(, LostConnection,
                         testing::Values(Statements::prepared, Statements::sent_whole),
                         [](const auto& tested) {
                           return tested.param == Statements::prepared ? "Prepared" : "SentWhole";
                         });

}  // namespace
}  // namespace chancery::sql
