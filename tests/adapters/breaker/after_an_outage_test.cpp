// What is said of families after the database was away.

#include <gtest/gtest.h>

#include <trompeloeil.hpp>

#include "adapters/breaker/refresh_family_store.hpp"

namespace chancery::breaker {
namespace {

using namespace std::chrono_literals;

struct MockFamilies final : outbound::RefreshFamilyStore {
  MAKE_MOCK2(add, void(const RefreshFamily&, const AuditEvent&), override);
  MAKE_MOCK1(find, std::optional<FoundFamily>(const FamilyId&), override);
  MAKE_MOCK2(rotate, bool(const FamilyId&, const Rotation&), override);
  MAKE_MOCK2(end, bool(const FamilyId&, const AuditEvent&), override);
};
const RefreshFamily family{
    .id = FamilyId("f"), .client = ClientId("c"), .user = UserId("u"), .current = TokenDigest("d")};

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
  static constexpr Instant noon{1'700'000'000s};
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

}  // namespace
}  // namespace chancery::breaker
