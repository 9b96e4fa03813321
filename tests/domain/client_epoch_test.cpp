// What ends everything that was issued to a client.

#include <gtest/gtest.h>

#include "domain/client.hpp"

namespace chancery {
namespace {

using namespace std::chrono_literals;

TEST(DisabledClient, HasAnotherEpochAndKeepsItWhenEnabledAgain) {
  const Client client{.id = ClientId("service"), .epoch = 41};
  const auto off = disabled(client, Instant{300s});
  EXPECT_TRUE(off.disabled);
  EXPECT_EQ(off.epoch, 42);
  EXPECT_EQ(off.updated_at, Instant{300s});
  const auto on = enabled(off, Instant{400s});
  EXPECT_FALSE(on.disabled);
  EXPECT_EQ(on.epoch, 42);
  EXPECT_EQ(on.updated_at, Instant{400s});
}

TEST(DisabledClient, EndsWhatWasIssuedBeforeItWasEnabledAgainWhateverTheClockSaid) {
  const auto off = disabled({.id = ClientId("service")}, Instant{300s});
  EXPECT_EQ(off.tokens_not_before, Instant{301s});
  EXPECT_EQ(enabled(off, Instant{400s}).tokens_not_before, Instant{400s});
  EXPECT_EQ(enabled(off, Instant{300s}).tokens_not_before, Instant{301s});
}

TEST(LoggedOutEverywhere, MovesTheClientsEpochAndNothingElseThatCounts) {
  const Client before{.id = ClientId("app"), .epoch = 7};
  const Instant now(Lifetime(1'000));
  auto expected = before;
  expected.epoch = 8;
  expected.updated_at = now;
  EXPECT_EQ(logged_out_everywhere(before, now), expected);
}

}  // namespace
}  // namespace chancery
