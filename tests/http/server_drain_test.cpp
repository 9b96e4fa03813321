#include <gtest/gtest.h>

#include <chrono>
#include <list>
#include <stdexcept>
#include <string>
#include <thread>

#include "adapters/http/server.hpp"
#include "tests/http/support/raw_client.hpp"
#include "tests/http/support/test_server.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;

std::string get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

TEST(ServerDrain, LetsRunningRequestsFinishAndClosesTheRest) {
  TestServer server({.deadlines = endless()});
  RawClient idle(server.port());
  EXPECT_EQ(idle.ask(get("/inline")).status, 200);
  RawClient running(server.port());
  running.send(get("/gate"));
  server.gate.await_arrivals(1);
  std::jthread drain([&] { server.server.drain(0ms); });
  EXPECT_EQ(idle.read_rest(), "");
  EXPECT_THROW(RawClient(server.port()), std::runtime_error);
  server.gate.open();
  const auto answer = running.read();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("Connection"), "close");
  EXPECT_EQ(running.read_rest(), "");
}

TEST(ServerDrain, GoesOnAcceptingDuringTheDelayAndClosesAfterEachAnswer) {
  TestServer server({.deadlines = endless()});
  RawClient known(server.port());
  EXPECT_EQ(known.ask(get("/inline")).field("Connection"), "");
  std::jthread drain([&] { server.server.drain(500ms); });
  std::string connection;
  while (connection.empty()) connection = known.ask(get("/inline")).field("Connection");
  EXPECT_EQ(connection, "close");
  RawClient late(server.port());
  EXPECT_EQ(late.ask(get("/general")).field("Connection"), "close");
}

TEST(ServerDrain, EndsWhenARunningRequestDoesNot) {
  auto deadlines = endless();
  deadlines.drain = 30ms;
  TestServer server({.deadlines = deadlines});
  RawClient running(server.port());
  running.send(get("/gate"));
  server.gate.await_arrivals(1);
  server.server.drain(0ms);
  EXPECT_EQ(running.read_rest(), "");
}

/// A server whose I/O loop waits at a gate, so that a test decides what has come before it goes on.
struct HeldServer {
  HeldServer() { server.start(); }
  ~HeldServer() { gate.open(); }

  /// Returns once the loop stands at the gate.
  void hold() {
    holder.send(get("/hold"));
    gate.await_arrivals(1);
  }

  Gate gate;
  Records records;
  NoOrigins origins;
  Server server{{.listen = "127.0.0.1:0", .deadlines = endless()},
                {{.path = "/hold",
                  .methods = {{"GET",
                               [this](const Request&) {
                                 gate.pass();
                                 return Reply{};
                               }}},
                  .lane = [](const Request&) { return Lane::inline_; }}},
                origins,
                records};
  RawClient holder{server.port()};
};

TEST(ServerDrain, ServesWhoeverHasConnectedBeforeItStopsListening) {
  HeldServer held;
  held.hold();
  std::list<RawClient> queued;  // more than are accepted in one step
  for (int i = 0; i < 200; ++i) queued.emplace_back(held.server.port()).send(get("/nothing"));
  std::jthread drain([&] { held.server.drain(0ms); });
  held.gate.open();
  for (auto& client : queued) {
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.field("Connection"), "close");
  }
}

TEST(ServerDrain, ServesWhoHadBegunToConnectWhenNewOnesWereTurnedAway) {
  auto deadlines = endless();
  deadlines.drain_handshakes = 1h;
  TestServer server({.deadlines = deadlines});
  RawClient known(server.port());
  EXPECT_EQ(known.ask(get("/inline")).status, 200);
  RawClient slow(server.port(), RawClient::HeldHandshake{});
  std::jthread drain([&] { server.server.drain(0ms); });
  EXPECT_EQ(known.ask(get("/inline")).status, 200);
  EXPECT_TRUE(slow.finish_handshake());
  const auto answer = slow.ask(get("/general"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("Connection"), "close");
  server.server.stop();
}

TEST(ServerDrain, ANewConnectionGetsAMomentForItsFirstRequest) {
  auto deadlines = endless();
  deadlines.drain_first = 1h;
  TestServer server({.deadlines = deadlines});
  RawClient fresh(server.port());
  RawClient idle(server.port());
  EXPECT_EQ(idle.ask(get("/inline")).status, 200);
  std::jthread drain([&] { server.server.drain(0ms); });
  EXPECT_EQ(idle.read_rest(), "");
  EXPECT_THROW(RawClient(server.port()), std::runtime_error);
  const auto answer = fresh.ask(get("/general"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("Connection"), "close");
}

TEST(ServerDrain, ANewConnectionThatAsksNothingDoesNotHoldItUp) {
  auto deadlines = endless();
  deadlines.drain_first = 30ms;
  TestServer server({.deadlines = deadlines});
  RawClient silent(server.port());
  server.server.drain(0ms);
  EXPECT_EQ(silent.read_rest(), "");
}

TEST(ServerDrain, IsCutShortByAStop) {
  TestServer server({.deadlines = endless()});
  RawClient known(server.port());
  EXPECT_EQ(known.ask(get("/inline")).status, 200);
  RawClient running(server.port());
  running.send(get("/gate"));
  server.gate.await_arrivals(1);
  std::jthread drain([&] { server.server.drain(1h); });
  while (known.ask(get("/inline")).field("Connection").empty()) {
  }
  server.server.stop();
  drain.join();
  EXPECT_EQ(running.read_rest(), "");
}

}  // namespace
}  // namespace chancery::http
