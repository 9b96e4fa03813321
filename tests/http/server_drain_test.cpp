#include <gtest/gtest.h>

#include <chrono>
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

}  // namespace
}  // namespace chancery::http
