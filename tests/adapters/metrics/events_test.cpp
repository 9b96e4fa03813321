// What is counted of the audit trail, and when: what came to pass, once, and no more of it than an
// outsider may know.

#include "adapters/metrics/events.hpp"

#include <gtest/gtest.h>

#include <trompeloeil.hpp>

#include "adapters/metrics/access_token_store.hpp"
#include "adapters/metrics/audit_trail.hpp"
#include "adapters/metrics/refresh_family_store.hpp"
#include "ports/unavailable.hpp"
#include "tests/support/exposition.hpp"

namespace chancery::metrics {
namespace {

using trompeloeil::_;

struct Families final : outbound::RefreshFamilyStore {
  MAKE_MOCK2(add, void(const RefreshFamily&, const AuditEvent&), override);
  MAKE_MOCK1(find, std::optional<FoundFamily>(const FamilyId&), override);
  MAKE_MOCK2(rotate, bool(const FamilyId&, const Rotation&), override);
  MAKE_MOCK2(end, bool(const FamilyId&, const AuditEvent&), override);
};
struct AccessTokens final : outbound::AccessTokenStore {
  MAKE_MOCK2(revoke, void(const AccessTokenClaims&, const AuditEvent&), override);
  MAKE_MOCK1(standing, outbound::AccessTokenStanding(const AccessTokenClaims&), override);
};
struct Trail final : outbound::AuditTrail {
  MAKE_MOCK1(record, void(const AuditEvent&), override);
};

class EventMetrics : public testing::Test {
 protected:
  [[nodiscard]] double value(const char* name, const Labels& labels = {}) const {
    return test::Exposition(registry.exposition()).value(name, labels);
  }
  [[nodiscard]] double ended(const char* reason) const {
    return value("chancery_logins_ended_total", {{"reason", reason}});
  }

  Registry registry;
  const Events events{registry};
};

TEST_F(EventMetrics, EverythingIsThereBeforeItHappens) {
  EXPECT_EQ(value("chancery_logins_total", {{"outcome", "failed"}}), 0);
  EXPECT_EQ(value("chancery_access_tokens_revoked_total"), 0);
  EXPECT_EQ(value("chancery_refresh_replays_elsewhere_total"), 0);
  for (const auto* reason : Events::reasons) EXPECT_EQ(ended(reason), 0);
}

TEST_F(EventMetrics, AReasonThatIsNoneOfOursIsOther) {
  events.count({.type = AuditType::login_ended, .at = {}, .reason = "logout"});
  events.count({.type = AuditType::login_ended, .at = {}, .reason = "a\"b"});
  EXPECT_EQ(ended("logout"), 1);
  EXPECT_EQ(ended("other"), 1);
}

TEST_F(EventMetrics, WhyALoginFailedIsNotTold) {
  for (const auto* reason : {"unknown_user", "wrong_password", "user_disabled"}) {
    events.count({.type = AuditType::login_failed, .at = {}, .reason = reason});
    EXPECT_EQ(registry.exposition().find(reason), std::string::npos);
  }
  EXPECT_EQ(value("chancery_logins_total", {{"outcome", "failed"}}), 3);
  EXPECT_EQ(value("chancery_logins_total", {{"outcome", "succeeded"}}), 0);
}

TEST_F(EventMetrics, ALoginIsCountedOnceItIsStored) {
  Families store;
  RefreshFamilyStore counted(store, events);
  const RefreshFamily family{.id = FamilyId("f"),
                             .client = ClientId("c"),
                             .user = UserId("u"),
                             .current = TokenDigest("d")};
  const AuditEvent event{.type = AuditType::login_succeeded, .at = {}};
  {
    REQUIRE_CALL(store, add(_, event)).THROW(Unavailable("away"));
    EXPECT_THROW(counted.add(family, event), Unavailable);
    EXPECT_EQ(value("chancery_logins_total", {{"outcome", "succeeded"}}), 0);
  }
  REQUIRE_CALL(store, add(_, event));
  counted.add(family, event);
  EXPECT_EQ(value("chancery_logins_total", {{"outcome", "succeeded"}}), 1);
}

TEST_F(EventMetrics, AnEndIsCountedForWhoBroughtItAbout) {
  Families store;
  RefreshFamilyStore counted(store, events);
  const AuditEvent reuse{.type = AuditType::login_ended, .at = {}, .reason = "reuse"};
  trompeloeil::sequence order;
  REQUIRE_CALL(store, end(FamilyId("f"), reuse)).IN_SEQUENCE(order).RETURN(true);
  REQUIRE_CALL(store, end(FamilyId("f"), reuse)).IN_SEQUENCE(order).RETURN(false);
  REQUIRE_CALL(store, end(FamilyId("f"), reuse)).IN_SEQUENCE(order).THROW(Unavailable("away"));
  EXPECT_TRUE(counted.end(FamilyId("f"), reuse));
  EXPECT_FALSE(counted.end(FamilyId("f"), reuse));
  EXPECT_THROW(counted.end(FamilyId("f"), reuse), Unavailable);
  EXPECT_EQ(ended("reuse"), 1);
}

TEST_F(EventMetrics, RevocationsAndWhatIsRecordedAreCountedOnceDone) {
  AccessTokens tokens;
  AccessTokenStore counted(tokens, events);
  const AuditEvent revoked{.type = AuditType::access_token_revoked, .at = {}};
  REQUIRE_CALL(tokens, revoke(_, revoked));
  counted.revoke({.issuer = Issuer("i"),
                  .subject = "u",
                  .audience = {},
                  .client = ClientId("c"),
                  .scopes = {},
                  .id = TokenId("t"),
                  .issued_at = {},
                  .expires_at = {}},
                 revoked);
  EXPECT_EQ(value("chancery_access_tokens_revoked_total"), 1);

  Trail trail;
  AuditTrail counted_trail(trail, events);
  const AuditEvent failed{.type = AuditType::login_failed, .at = {}};
  const AuditEvent elsewhere{.type = AuditType::refresh_replayed_elsewhere, .at = {}};
  REQUIRE_CALL(trail, record(failed)).THROW(Unavailable("away"));
  EXPECT_THROW(counted_trail.record(failed), Unavailable);
  REQUIRE_CALL(trail, record(elsewhere));
  counted_trail.record(elsewhere);
  EXPECT_EQ(value("chancery_logins_total", {{"outcome", "failed"}}), 0);
  EXPECT_EQ(value("chancery_refresh_replays_elsewhere_total"), 1);
}

}  // namespace
}  // namespace chancery::metrics
