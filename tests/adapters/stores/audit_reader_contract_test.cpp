// What an AuditReader promises its callers: one contract, run on every store.

#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::event;
using samples::noon;
using Reasons = std::vector<std::string>;

template <class Stores>
class AuditReaderContract : public testing::Test {
 protected:
  void record(AuditType type, const std::string& reason, const char* of) {
    auto recorded = event(type, reason);
    recorded.user = UserId(of);
    stores.audit.record(recorded);
  }
  /// Nine events: a to i, of u1 and u2 in turn, every third a failed login.
  void record_nine() {
    for (int i = 0; i < 9; ++i) {
      record(i % 3 == 2 ? AuditType::login_failed : AuditType::login_ended,
             std::string(1, static_cast<char>('a' + i)), i % 2 == 0 ? "u1" : "u2");
    }
  }
  static Reasons reasons(const std::vector<StoredEvent>& events) {
    Reasons found;
    for (const auto& stored : events) found.push_back(stored.event.reason);
    return found;
  }
  Reasons newest(const AuditFilter& filter, std::size_t limit = 100) {
    return reasons(reader.newest(filter, limit));
  }
  Reasons after(std::int64_t position, const AuditFilter& filter, std::size_t limit = 100) {
    return reasons(reader.after(position, filter, limit));
  }

  Stores stores;
  outbound::AuditReader& reader = stores.audit_reader;
};
TYPED_TEST_SUITE(AuditReaderContract, EveryKindOfStores);

TYPED_TEST(AuditReaderContract, AnEmptyTrailIsEmpty) {
  EXPECT_EQ(this->reader.newest_position(), 0);
  EXPECT_EQ(this->newest({}), Reasons{});
  EXPECT_EQ(this->after(0, {}), Reasons{});
}

TYPED_TEST(AuditReaderContract, GivesEveryFieldBack) {
  const auto full = event(AuditType::refresh_replayed_elsewhere, "elsewhere");
  const AuditEvent bare{.type = AuditType::login_failed, .at = noon};
  this->stores.audit.record(full);
  this->stores.audit.record(bare);
  const auto events = this->reader.newest({}, 9);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].event, full);
  EXPECT_EQ(events[1].event, bare);
  EXPECT_GT(events[0].position, 0);
  EXPECT_LT(events[0].position, events[1].position);
  EXPECT_EQ(this->reader.newest_position(), events[1].position);
}

TYPED_TEST(AuditReaderContract, KnowsEveryType) {
  for (const auto type : audit_types) this->stores.audit.record(event(type));
  const auto events = this->reader.newest({}, 100);
  ASSERT_EQ(events.size(), audit_types.size());
  for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(events[i].event.type, audit_types[i]);
}

TYPED_TEST(AuditReaderContract, NewestAreTheLastOldestFirst) {
  this->record_nine();
  EXPECT_EQ(this->newest({}, 3), (Reasons{"g", "h", "i"}));
  EXPECT_EQ(this->newest({}, 0), Reasons{});
  EXPECT_EQ(this->newest({.user = UserId("u2")}, 3), (Reasons{"d", "f", "h"}));
  EXPECT_EQ(this->newest({.type = AuditType::login_failed}), (Reasons{"c", "f", "i"}));
  EXPECT_EQ(this->newest({.user = UserId("u1"), .type = AuditType::login_failed}),
            (Reasons{"c", "i"}));
  EXPECT_EQ(this->newest({.user = UserId("u3")}), Reasons{});
}

TYPED_TEST(AuditReaderContract, AfterAreTheFirstBehindAPosition) {
  this->record_nine();
  const auto all = this->reader.newest({}, 100);
  EXPECT_EQ(this->after(0, {}, 3), (Reasons{"a", "b", "c"}));
  EXPECT_EQ(this->after(all[2].position, {}, 3), (Reasons{"d", "e", "f"}));
  EXPECT_EQ(this->after(all[2].position, {.user = UserId("u2")}, 2), (Reasons{"d", "f"}));
  EXPECT_EQ(this->after(all[7].position, {}), (Reasons{"i"}));
  EXPECT_EQ(this->after(all[8].position, {}), Reasons{});
  EXPECT_EQ(this->after(all[8].position + 9, {}), Reasons{});
}

TYPED_TEST(AuditReaderContract, B35_HostileTextIsDataOnly) {
  this->record_nine();
  for (const auto& text : samples::hostile_texts) {
    EXPECT_EQ(this->newest({.user = UserId(text)}), Reasons{}) << text;
  }
}

template <class Stores>
class LongAuditTrail : public AuditReaderContract<Stores> {};
TYPED_TEST_SUITE(LongAuditTrail, EveryKindOfSqlStores);

constexpr sql::Statement fill(
    "INSERT INTO audit_events (type, at, reason, user_id, client_id, family_id, address,"
    " user_agent, request_id)"
    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)"
    " SELECT 'login_failed', 0, 'wrong_password', NULL, NULL, NULL, '', '', '' FROM n");

TYPED_TEST(LongAuditTrail, TheFewThatPassAreFoundFarBack) {
  this->record(AuditType::login_ended, "first", "u1");
  this->stores.database->execute(fill, {std::int64_t{110'000}});
  this->record(AuditType::login_ended, "last", "u1");
  EXPECT_EQ(this->newest({.user = UserId("u1")}), (Reasons{"first", "last"}));
  EXPECT_EQ(this->after(0, {.user = UserId("u1")}), (Reasons{"first", "last"}));
  EXPECT_EQ(this->newest({.type = AuditType::login_ended}, 1), (Reasons{"last"}));
}

}  // namespace
}  // namespace chancery
