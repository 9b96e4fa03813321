#include "adapters/http/dispatch/dispatcher.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

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

}  // namespace
}  // namespace chancery::http
