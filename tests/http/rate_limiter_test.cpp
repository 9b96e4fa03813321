// How many requests a network may make.

#include "adapters/http/rate_limiter.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace chancery::http {
namespace {

using namespace std::chrono_literals;

Request from(std::string network) {
  return {.method = "POST", .path = "/", .network = std::move(network)};
}

class RateLimiterTest : public testing::Test {
 protected:
  RateLimiter limiter_of(std::size_t most_networks = 100) {
    return RateLimiter({.name = "token",
                        .limit = {.quota = 3, .window = 60s},
                        .most_networks = most_networks,
                        .now = [this] { return now; }});
  }
  static std::vector<std::string> fields(RateLimiter& limiter, const Request& request) {
    Reply reply;
    limiter.describe(reply, request);
    std::vector<std::string> lines;
    for (const auto& [name, value] : reply.headers) lines.push_back(name + ": " + value);
    return lines;
  }

  RateLimiter::TimePoint now{1h};
  const Request one = from("192.0.2.1");
  const Request other = from("192.0.2.2");
};

TEST_F(RateLimiterTest, CountsEachNetworkByItself) {
  auto limiter = limiter_of();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.take(one), std::nullopt);
  EXPECT_EQ(limiter.take(one), 20s);
  EXPECT_EQ(limiter.take(other), std::nullopt);
  now += 19s + 1ms;
  EXPECT_EQ(limiter.take(one), 1s) << "rounded up, so that who waits so long does not come in vain";
  now += 999ms;
  EXPECT_EQ(limiter.take(one), std::nullopt);
}

TEST_F(RateLimiterTest, DoesNotCountWhoHasNoNetwork) {
  auto limiter = limiter_of();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(limiter.take(from("")), std::nullopt);
  EXPECT_EQ(fields(limiter, from("")).back(), R"(RateLimit: "token";r=3;t=0)");
}

TEST_F(RateLimiterTest, DescribesItselfAsTheDraftSays) {
  auto limiter = limiter_of();
  const std::string policy = R"(RateLimit-Policy: "token";q=3;w=60)";
  EXPECT_EQ(fields(limiter, one),
            (std::vector<std::string>{policy, R"(RateLimit: "token";r=3;t=0)"}));
  for (int i = 0; i < 3; ++i) ASSERT_EQ(limiter.take(one), std::nullopt);
  EXPECT_EQ(fields(limiter, one),
            (std::vector<std::string>{policy, R"(RateLimit: "token";r=0;t=60)"}));
  now += 500ms;
  EXPECT_EQ(fields(limiter, one).back(), R"(RateLimit: "token";r=0;t=60)");
}

TEST_F(RateLimiterTest, WhatIsGivenBackWasNotCounted) {
  auto limiter = limiter_of();
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(limiter.take(one), std::nullopt);
    limiter.give_back(one);
    limiter.give_back(from(""));
  }
  EXPECT_EQ(fields(limiter, one).back(), R"(RateLimit: "token";r=3;t=0)");
}

TEST_F(RateLimiterTest, RemembersANetworkForAsLongAsItCounts) {
  auto limiter = limiter_of();
  now += 59s;
  for (int i = 0; i < 3; ++i) ASSERT_EQ(limiter.take(one), std::nullopt);
  now += 1s;
  ASSERT_EQ(limiter.take(other), std::nullopt) << "and a turn is made";
  EXPECT_EQ(limiter.take(one), 19s);
  now += 59s;
  EXPECT_EQ(fields(limiter, one).back(), R"(RateLimit: "token";r=3;t=0)");
}

TEST_F(RateLimiterTest, B81_FloodedWithNetworksItForgetsTheEarliestOnly) {
  auto limiter = limiter_of(10);
  for (int i = 0; i < 3; ++i) ASSERT_EQ(limiter.take(one), std::nullopt);
  const auto flood = [&](int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_EQ(limiter.take(from("2001:db8::" + std::to_string(i))), std::nullopt);
    }
  };
  flood(9);
  EXPECT_EQ(limiter.take(one), 20s);
  flood(9);
  EXPECT_EQ(limiter.take(one), 20s) << "who keeps coming is remembered";
}

}  // namespace
}  // namespace chancery::http
