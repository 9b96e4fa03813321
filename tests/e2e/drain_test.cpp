// The program's end by a signal, in a process of its own: whoever got through is answered.

#include <gtest/gtest.h>

#include <csignal>

#include "tests/e2e/barrage.hpp"
#include "tests/e2e/http_client.hpp"
#include "tests/e2e/program.hpp"

namespace chancery::test {
namespace {

constexpr std::size_t clients = 16;

int readiness(std::uint16_t port) { return HttpConnection(port).ask(get("/health/ready")).status; }

TEST(Drain, UnderABarrageLosesNobodyWhoHasConnected) {
  Program program;
  Barrage barrage(program.port(), clients);
  barrage.await_answers(2000);
  program.signal(SIGTERM);
  barrage.join();
  EXPECT_EQ(program.wait(), 0);
  EXPECT_EQ(barrage.tally().lost, 0U);
  // Each connection that was idle at that moment may have ended once.
  EXPECT_LE(barrage.tally().ended_idle, clients / 2);
}

TEST(Drain, WithADelayTellsEveryClientToCloseBeforeItStopsListening) {
  Program program({"--shutdown-delay", "1s"});
  EXPECT_EQ(readiness(program.port()), 200);
  Barrage barrage(program.port(), clients);
  barrage.await_answers(2000);
  program.signal(SIGTERM);
  while (readiness(program.port()) == 200) {
  }
  const auto answered = barrage.tally().answered;
  barrage.join();
  EXPECT_EQ(program.wait(), 0);
  EXPECT_GT(barrage.tally().answered, answered) << "not ready, but still accepting";
  EXPECT_GE(barrage.tally().told_to_close, clients);
  EXPECT_EQ(barrage.tally().lost, 0U);
  EXPECT_EQ(barrage.tally().ended_idle, 0U);
}

TEST(Drain, ASecondSignalEndsItAtOnce) {
  Program program({"--shutdown-delay", "10m"});
  program.signal(SIGTERM);
  while (readiness(program.port()) == 200) {
  }
  program.signal(SIGINT);
  EXPECT_EQ(program.wait(), 0);
  EXPECT_NE(program.log().find("\"msg\":\"stopping at once\",\"signal\":2"), std::string::npos);
  EXPECT_NE(program.log().find("\"msg\":\"stopped\""), std::string::npos);
}

}  // namespace
}  // namespace chancery::test
