#include "adapters/http/connection.hpp"

#include <Poco/Net/StreamSocket.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <string>

#include "tests/http/support/test_server.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;

/// A transport that delivers what it is given, piece by piece, and takes so many bytes.
class Script final : public Transport {
 public:
  struct Tape {
    std::deque<std::string> incoming;
    std::string outgoing;
    std::size_t room = 1'000'000;
    bool ended = false;
    bool is_buffered = false;  ///< the socket does not tell of what is left
  };

  explicit Script(Tape& tape) : tape_(tape) {}

  IoResult handshake() override { return {IoResult::Kind::done}; }
  IoResult read(std::span<char> space) override {
    if (tape_.incoming.empty()) return {IoResult::Kind::wants_read};
    const auto piece = tape_.incoming.front();
    tape_.incoming.pop_front();
    std::ranges::copy(piece, space.begin());
    return {IoResult::Kind::done, piece.size()};
  }
  IoResult write(std::string_view bytes) override {
    if (tape_.room == 0) return {IoResult::Kind::wants_write};
    const auto taken = bytes.substr(0, tape_.room);
    tape_.outgoing += taken;
    tape_.room -= taken.size();
    return {IoResult::Kind::done, taken.size()};
  }
  void end_writing() override { tape_.ended = true; }
  bool has_buffered() const override { return tape_.is_buffered && !tape_.incoming.empty(); }

 private:
  Tape& tape_;
};

class ConnectionTest : public testing::Test {
 protected:
  void receive(std::string bytes) {
    tape.incoming.push_back(std::move(bytes));
    connection.on_ready();
  }
  [[nodiscard]] std::chrono::milliseconds left() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(connection.deadline() -
                                                                 environment.now);
  }

  static Reply reply(const Request&) { return {.body = "hello"}; }

  Records records;
  NoOrigins origins;
  Responder responder{{{.path = "/",
                        .methods = {{"GET", reply}, {"POST", reply}},
                        .lane = [](const Request&) { return Lane::inline_; }}},
                      origins};
  TrustedProxies proxies;
  RequestIds ids{0};
  ServerOptions options;
  Dispatcher dispatcher{responder, proxies, ids, options, [](const auto&) {}};
  std::array<char, 16384> input{};
  ConnectionEnvironment environment{.dispatcher = dispatcher,
                                    .observer = records,
                                    .deadlines = options.deadlines,
                                    .input = input,
                                    .now = Exchange::Clock::time_point(1h)};
  Script::Tape tape;
  Connection connection{environment, std::make_unique<Poco::Net::StreamSocket>(),
                        std::make_unique<Script>(tape), Peer{}};
};

TEST_F(ConnectionTest, B98_TheDeadlineOfAHeadDoesNotMoveWithItsBytes) {
  receive("G");
  EXPECT_EQ(left(), 5s);
  environment.now += 3s;
  receive("ET / HTTP/1.1\r\n");
  EXPECT_EQ(left(), 2s);
  environment.now += 2s;
  connection.on_time();
  EXPECT_TRUE(tape.outgoing.starts_with("HTTP/1.1 408 "));
  EXPECT_TRUE(tape.ended);
}

TEST_F(ConnectionTest, B98_TheDeadlineOfABodyDoesNotMoveWithItsBytes) {
  receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n");
  EXPECT_EQ(left(), 10s);
  environment.now += 9s;
  receive("x");
  EXPECT_EQ(left(), 1s);
}

TEST_F(ConnectionTest, B98_TheDeadlineOfAnAnswerDoesNotMoveWithItsBytes) {
  tape.room = 10;
  receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(connection.interest(), Interest::write);
  EXPECT_EQ(left(), 10s);
  environment.now += 4s;
  tape.room = 10;
  connection.on_ready();
  EXPECT_EQ(tape.outgoing.size(), 20);
  EXPECT_EQ(left(), 6s);
  connection.on_time();
  EXPECT_TRUE(connection.is_closed());
}

TEST_F(ConnectionTest, ANewConnectionMustSpeakSoonAndAnOldOneMayRest) {
  EXPECT_EQ(left(), 5s);
  receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(left(), 75s);
  environment.is_scarce = true;
  EXPECT_EQ(left(), 5s);
  receive("\r\n");
  EXPECT_EQ(left(), 5s);
  connection.on_time();
  EXPECT_TRUE(connection.is_closed());
}

TEST_F(ConnectionTest, GoesOnWithPipelinedRequestsAfterAShortWrite) {
  tape.room = 10;
  const auto request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"s;
  receive(request + request);
  EXPECT_EQ(tape.outgoing.size(), 10);
  tape.room = 1'000'000;
  connection.on_ready();
  const auto second = tape.outgoing.find("HTTP/1.1 200 OK", 1);
  ASSERT_NE(second, std::string::npos);
  EXPECT_EQ(tape.outgoing.size(), second * 2);
  EXPECT_EQ(connection.interest(), Interest::read);
}

TEST_F(ConnectionTest, ReadsOnWhatTheTransportHoldsBack) {
  tape.incoming = {"GET / HTTP/1.1\r\n", "Host: a\r\n\r\n"};
  tape.is_buffered = true;
  connection.on_ready();
  EXPECT_TRUE(tape.outgoing.starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST_F(ConnectionTest, ReadsNothingMoreOfAClientThatIsBeingClosed) {
  receive(
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(tape.ended);
  EXPECT_EQ(tape.outgoing.find("HTTP/1.1", 1), std::string::npos);
  EXPECT_EQ(left(), 1s);
}

TEST_F(ConnectionTest, AtADrainAnIdleOneEndsByHalfSoThatNothingOnItsWayMeetsAReset) {
  receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  connection.on_drain();
  EXPECT_TRUE(tape.ended);
  EXPECT_FALSE(connection.is_closed());
  EXPECT_EQ(left(), 1s);
}

TEST_F(ConnectionTest, AtADrainANewOneIsWaitedForAndARequestThatHasComeIsServed) {
  connection.on_drain();
  EXPECT_FALSE(tape.ended);
  EXPECT_EQ(left(), 1s);
  environment.is_draining = true;
  tape.incoming.emplace_back("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  connection.on_drain();
  EXPECT_NE(tape.outgoing.find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(tape.ended);
}

}  // namespace
}  // namespace chancery::http
