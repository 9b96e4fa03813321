// So many in so long a time, at once or spread.

#include "domain/rate_limit.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

using namespace std::chrono_literals;

constexpr RateLimit limit{.quota = 4, .window = 8s};
constexpr RateBudget::TimePoint start{1h};

RateBudget spent(int times) {
  RateBudget budget;
  for (int i = 0; i < times; ++i) EXPECT_EQ(budget.take(limit, start), std::nullopt);
  return budget;
}

TEST(RateBudget, GivesTheWholeQuotaAtOnceAndThenOneAtATime) {
  auto budget = spent(4);
  EXPECT_EQ(budget.take(limit, start), 2s);
  EXPECT_EQ(budget.take(limit, start + 500ms), 1500ms);
  EXPECT_EQ(budget.take(limit, start + 2s), std::nullopt);
  EXPECT_EQ(budget.take(limit, start + 2s), 2s) << "one came back, not two";
}

TEST(RateBudget, ARefusalTakesNothing) {
  auto budget = spent(4);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(budget.take(limit, start), 2s);
}

TEST(RateBudget, IsWholeAfterAWindowAndNeverMore) {
  for (const auto later : {8s, 100s}) {
    auto budget = spent(4);
    EXPECT_EQ(budget.remaining(limit, start + later), 4U);
    EXPECT_EQ(budget.until_whole(start + later), 0s);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(budget.take(limit, start + later), std::nullopt);
    EXPECT_NE(budget.take(limit, start + later), std::nullopt);
  }
}

TEST(RateBudget, SaysWhatIsLeft) {
  const struct {
    int taken;
    std::uint32_t remaining;
    RateBudget::Span until_whole;
  } rows[] = {{0, 4, 0s}, {1, 3, 2s}, {3, 1, 6s}, {4, 0, 8s}};
  for (const auto& row : rows) {
    const auto budget = spent(row.taken);
    EXPECT_EQ(budget.remaining(limit, start), row.remaining);
    EXPECT_EQ(budget.until_whole(start), row.until_whole);
  }
  EXPECT_EQ(spent(4).remaining(limit, start + 2s - 1ns), 0U);
  EXPECT_EQ(spent(4).remaining(limit, start + 2s), 1U);
}

TEST(RateBudget, WhatIsGivenBackCanBeTakenAgain) {
  auto budget = spent(4);
  budget.give_back(limit);
  EXPECT_EQ(budget.remaining(limit, start), 1U);
  EXPECT_EQ(budget.take(limit, start), std::nullopt);
  EXPECT_EQ(budget.take(limit, start), 2s);
}

TEST(RateBudget, AQuotaThatDoesNotDivideItsWindowIsStillWhole) {
  constexpr RateLimit odd{.quota = 7, .window = 1s};
  RateBudget budget;
  for (int i = 0; i < 7; ++i) EXPECT_EQ(budget.take(odd, start), std::nullopt);
  EXPECT_EQ(budget.remaining(odd, start), 0U);
  EXPECT_NE(budget.take(odd, start), std::nullopt);
  EXPECT_EQ(budget.remaining(odd, start + 1s), 7U);
}

}  // namespace
}  // namespace chancery
