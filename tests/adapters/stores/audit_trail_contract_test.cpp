// What an AuditTrail promises its callers: one contract, run on every store.

#include "tests/adapters/stores/race.hpp"
#include "tests/adapters/stores/samples.hpp"
#include "tests/adapters/stores/stores.hpp"

namespace chancery {
namespace {

using samples::event;
using samples::noon;

template <class Stores>
class AuditTrailContract : public testing::Test {
 protected:
  Stores stores;
  outbound::AuditTrail& trail = stores.audit;
};
TYPED_TEST_SUITE(AuditTrailContract, EveryKindOfStores);

TYPED_TEST(AuditTrailContract, KeepsEveryFieldAndTheOrder) {
  const auto full = event(AuditType::refresh_replayed_elsewhere, "elsewhere");
  const AuditEvent bare{.type = AuditType::login_failed, .at = noon};
  this->trail.record(full);
  this->trail.record(bare);
  this->trail.record(full);
  EXPECT_EQ(this->stores.events(), (std::vector{full, bare, full}));
}

TYPED_TEST(AuditTrailContract, LosesNothingThatManyRecordAtOnce) {
  winners(16, [&](int racer) {
    for (int i = 0; i < 5; ++i) {
      this->trail.record(event(AuditType::login_failed, std::to_string(racer)));
    }
    return true;
  });
  EXPECT_EQ(this->stores.events().size(), 80U);
}

TYPED_TEST(AuditTrailContract, B35_HostileTextIsDataOnly) {
  for (const auto& text : samples::hostile_texts) {
    const AuditEvent hostile{.type = AuditType::login_failed,
                             .at = noon,
                             .reason = text,
                             .user = UserId(text),
                             .client = ClientId(text),
                             .family = FamilyId(text),
                             .origin = {text, text},
                             .request_id = text};
    this->trail.record(hostile);
    EXPECT_EQ(this->stores.events().back(), hostile) << text;
  }
}

}  // namespace
}  // namespace chancery
