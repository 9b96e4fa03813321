// The listening socket's end: who has connected is still there to be accepted, nobody else is.

#include "adapters/http/socket/acceptor.hpp"

#include <Poco/Net/StreamSocket.h>
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/http/support/raw_client.hpp"

namespace chancery::http {
namespace {

using Kind = Acceptor::Result::Kind;

/// Begins to connect and does not wait for how it ends.
int begin_to_connect(std::uint16_t port) {
  const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* const generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
  std::ignore = ::connect(client, generic, sizeof address);
  return client;
}

TEST(Acceptor, TurnsAwayNobodyWhoHasConnected) {
  Acceptor acceptor("127.0.0.1:0");
  const RawClient one(acceptor.port());
  const RawClient other(acceptor.port());
  acceptor.turn_away_new();
  EXPECT_EQ(acceptor.accept().kind, Kind::accepted);
  EXPECT_EQ(acceptor.accept().kind, Kind::accepted);
  EXPECT_EQ(acceptor.accept().kind, Kind::none);
}

TEST(Acceptor, TurnsAwayNobodyWhoHasBegunToConnect) {
  Acceptor acceptor("127.0.0.1:0");
  RawClient slow(acceptor.port(), RawClient::HeldHandshake{});
  EXPECT_EQ(acceptor.accept().kind, Kind::none);
  acceptor.turn_away_new();
  EXPECT_TRUE(slow.finish_handshake());
  EXPECT_EQ(acceptor.accept().kind, Kind::accepted);
}

TEST(Acceptor, LeavesUnansweredWhoComesLate) {
  Acceptor acceptor("127.0.0.1:0");
  acceptor.turn_away_new();
  const int late = begin_to_connect(acceptor.port());
  EXPECT_EQ(acceptor.accept().kind, Kind::none);
  ::close(late);
}

TEST(Acceptor, AConnectionThatWasAcceptedGoesOnWhenNewOnesAreTurnedAway) {
  Acceptor acceptor("127.0.0.1:0");
  RawClient client(acceptor.port());
  const auto accepted = acceptor.accept();
  acceptor.turn_away_new();
  client.send("hello");
  char text[8] = {};
  accepted.socket->setBlocking(true);
  EXPECT_EQ(accepted.socket->receiveBytes(text, 5), 5);
}

}  // namespace
}  // namespace chancery::http
