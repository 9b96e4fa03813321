#include "adapters/http/dispatch/dispatcher.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "adapters/http/rate_limiter.hpp"
#include "tests/http/support/test_server.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;

class DispatcherTest : public testing::Test {
 protected:
  static IncomingRequest incoming(std::string path) {
    return {.request = {.method = "GET", .path = std::move(path)}, .keep_alive = true};
  }

  NoOrigins origins;
  Responder responder{{{.path = "/hash",
                        .methods = {{"GET", [](const Request&) { return Reply{}; }}},
                        .lane = [](const Request&) { return Lane::hashing; }}},
                      origins};
  TrustedProxies proxies;
  RequestIds ids{0};
};

TEST_F(DispatcherTest, ARequestMayWaitAMomentForTheHashingLaneWhateverIsSet) {
  for (const auto& [set, wait] : {std::pair{0ms, 100ms}, std::pair{99ms, 100ms},
                                  std::pair{100ms, 100ms}, std::pair{101ms, 101ms}}) {
    const ServerOptions options{.lanes = {.hashing_workers = 1, .hashing_wait = set}};
    Dispatcher dispatcher(responder, proxies, ids, options, [](const auto&) {});
    const auto exchange = dispatcher.begin(incoming("/hash"), Peer{});
    EXPECT_EQ(exchange->run_by - exchange->started_at, wait);
  }
}

TEST_F(DispatcherTest, NoWaitForTheHashingLaneOutlivesTheDeadline) {
  const ServerOptions options{.lanes = {.hashing_workers = 1, .hashing_wait = 1s},
                              .deadlines = {.handler = 30ms}};
  Dispatcher dispatcher(responder, proxies, ids, options, [](const auto&) {});
  const auto exchange = dispatcher.begin(incoming("/hash"), Peer{});
  EXPECT_EQ(exchange->run_by, exchange->deadline);
}

TEST_F(DispatcherTest, B86_HalfOfTheHashingQueueIsTheMostThatANetworkHolds) {
  Gate gate;
  Responder waiting({{.path = "/hash",
                      .methods = {{"GET",
                                   [&](const Request&) {
                                     gate.pass();
                                     return Reply{};
                                   }}},
                      .lane = [](const Request&) { return Lane::hashing; }}},
                    origins);
  const ServerOptions options{.lanes = {.hashing_workers = 1, .hashing_queue = 6},
                              .deadlines = endless()};
  Dispatcher dispatcher(waiting, proxies, ids, options, [](const auto&) {});
  const auto status = [&](const char* address) {
    const auto exchange =
        dispatcher.begin(incoming("/hash"), {*IpAddress::parse(address), address});
    return exchange->stage() == Exchange::Stage::answered ? exchange->reply.status : 0;
  };
  EXPECT_EQ(status("192.0.2.1"), 0);
  gate.await_arrivals(1);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(status("192.0.2.1"), 0);
  EXPECT_EQ(status("192.0.2.1"), 503);
  EXPECT_EQ(status("192.0.2.2"), 0);
  gate.open();
}

class LimitedRoute : public DispatcherTest {
 protected:
  std::shared_ptr<Exchange> ask(const std::string& address, const std::string& forwarded_for = {},
                                const std::string& method = "POST") {
    auto request = incoming("/limited");
    request.request.method = method;
    if (!forwarded_for.empty()) request.request.headers.add("X-Forwarded-For", forwarded_for);
    return dispatcher.begin(std::move(request), {*IpAddress::parse(address), address});
  }
  int status(const std::string& address, const std::string& forwarded_for = {}) {
    return ask(address, forwarded_for)->reply.status;
  }
  static std::string field(const Reply& reply, std::string_view name) {
    for (const auto& [field, value] : reply.headers) {
      if (field == name) return value;
    }
    return "absent";
  }

  RateLimiter::TimePoint now{1h};
  bool is_counted = true;
  TrustedProxies trusted{std::vector<std::string>{"10.0.0.1"}};
  Responder limited{
      {{.path = "/limited",
        .methods = {{"POST", [this](const Request&) { return Reply{.is_counted = is_counted}; }},
                    {"GET", [](const Request&) { return Reply{}; }}},
        .cors = Cors::any,
        .lane = [](const Request&) { return Lane::inline_; },
        .limit = std::make_shared<RateLimiter>(RateLimiter::Options{
            .name = "test", .limit = {.quota = 2, .window = 60s}, .now = [this] { return now; }})}},
      origins};
  Dispatcher dispatcher{limited, trusted, ids, {}, [](const auto&) {}};
};

TEST_F(LimitedRoute, WhoOnlyLooksIsNotCounted) {
  for (int i = 0; i < 3; ++i) {
    for (const auto* method : {"GET", "HEAD"}) {
      const auto seen = ask("192.0.2.1", {}, method)->reply;
      EXPECT_EQ(seen.status, 200);
      EXPECT_EQ(field(seen, "RateLimit"), "absent");
    }
  }
  EXPECT_EQ(field(ask("192.0.2.1")->reply, "RateLimit"), R"("test";r=1;t=30)");
}

TEST_F(LimitedRoute, ANetworkThatHasUsedUpItsQuotaIsTold) {
  const auto first = ask("192.0.2.1")->reply;
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(field(first, "RateLimit-Policy"), R"("test";q=2;w=60)");
  EXPECT_EQ(field(first, "RateLimit"), R"("test";r=1;t=30)");
  EXPECT_EQ(status("192.0.2.1"), 200);

  const auto refused = ask("192.0.2.1")->reply;
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(field(refused, "Retry-After"), "30");
  EXPECT_EQ(field(refused, "RateLimit"), R"("test";r=0;t=60)");
  EXPECT_EQ(field(refused, "Access-Control-Allow-Origin"), "*") << "pages may read when to come";
  EXPECT_EQ(refused.body, R"({"error":"temporarily_unavailable"})");
  EXPECT_EQ(refused.log.error, "too_many_requests");
  EXPECT_EQ(status("192.0.2.2"), 200);
  now += 30s;
  EXPECT_EQ(status("192.0.2.1"), 200);
}

TEST_F(LimitedRoute, ANetworkOfIpv6IsA64) {
  EXPECT_EQ(status("2001:db8::1"), 200);
  EXPECT_EQ(status("2001:db8::ffff:2"), 200);
  EXPECT_EQ(status("2001:db8::3"), 429);
  EXPECT_EQ(status("2001:db8:0:1::1"), 200);
  EXPECT_EQ(status("::ffff:192.0.2.1"), 200);
  EXPECT_EQ(status("192.0.2.1"), 200);
  EXPECT_EQ(status("::ffff:192.0.2.1"), 429) << "the same in other clothes";
}

TEST_F(LimitedRoute, B92_NobodyDodgesByAForwardedAddressOfTheirOwn) {
  EXPECT_EQ(status("192.0.2.1", "198.51.100.1"), 200);
  EXPECT_EQ(status("192.0.2.1", "198.51.100.2"), 200);
  EXPECT_EQ(status("192.0.2.1", "198.51.100.3"), 429);
  EXPECT_EQ(status("192.0.2.1", "127.0.0.1"), 429);
  EXPECT_EQ(status("192.0.2.1", "10.0.0.1"), 429);
  EXPECT_EQ(status("192.0.2.1", "garbage"), 429) << "not even looked at";
}

TEST_F(LimitedRoute, B92_BehindAProxyOfOursTheNearestHopCounts) {
  EXPECT_EQ(status("10.0.0.1", "192.0.2.1"), 200);
  EXPECT_EQ(status("10.0.0.1", "198.51.100.1, 192.0.2.1"), 200);
  EXPECT_EQ(status("10.0.0.1", "198.51.100.2, 192.0.2.1"), 429);
  EXPECT_EQ(status("10.0.0.1", "192.0.2.2"), 200);
  for (const auto* garbage : {"garbage", "192.0.2.1,", "192.0.2.300", "192.0.2.1 192.0.2.2"}) {
    EXPECT_EQ(status("10.0.0.1", garbage), 400) << "never skipped: " << garbage;
  }
}

TEST_F(LimitedRoute, ThisMachineAndItsProxiesAreNoNetwork) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(status("127.0.0.1"), 200);
    EXPECT_EQ(status("::1"), 200);
    EXPECT_EQ(status("10.0.0.1"), 200);
  }
}

TEST_F(LimitedRoute, WhatTheEndpointDoesNotCountAndOtherMethodsCostNothing) {
  is_counted = false;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(status("192.0.2.1"), 200);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask("192.0.2.1", {}, "OPTIONS")->reply.status, 204);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ask("192.0.2.1", {}, "PUT")->reply.status, 405);
  is_counted = true;
  EXPECT_EQ(status("192.0.2.1"), 200);
  EXPECT_EQ(status("192.0.2.1"), 200);
  EXPECT_EQ(status("192.0.2.1"), 429);
}

}  // namespace
}  // namespace chancery::http
