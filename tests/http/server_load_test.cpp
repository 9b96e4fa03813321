// What slow, greedy and many clients can do to the server: attack B98.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "adapters/http/server.hpp"
#include "tests/http/support/raw_client.hpp"
#include "tests/http/support/test_server.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;

std::string get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

TEST(ServerLoad, B98_ASlowHeadIsAnswered408) {
  auto deadlines = endless();
  deadlines.head = 30ms;
  TestServer server({.deadlines = deadlines});
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost:");
  const auto answer = client.read();
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(answer.field("Connection"), "close");
  EXPECT_EQ(client.read_rest(), "");
  EXPECT_EQ(server.records.next().status, 408);
}

TEST(ServerLoad, B98_ASlowBodyIsAnswered408) {
  auto deadlines = endless();
  deadlines.body = 30ms;
  TestServer server({.deadlines = deadlines});
  RawClient client(server.port());
  client.send("POST /inline HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nx");
  EXPECT_EQ(client.read().status, 408);
  EXPECT_EQ(client.read_rest(), "");
}

TEST(ServerLoad, B98_AClientThatSaysNothingIsClosedWithoutAnAnswer) {
  auto deadlines = endless();
  deadlines.head = 30ms;
  TestServer server({.deadlines = deadlines});
  RawClient silent(server.port());
  EXPECT_EQ(silent.read_rest(), "");
}

TEST(ServerLoad, B98_AnIdleConnectionIsClosed) {
  auto deadlines = endless();
  deadlines.idle = 30ms;
  TestServer server({.deadlines = deadlines});
  RawClient client(server.port());
  EXPECT_EQ(client.ask(get("/inline")).status, 200);
  EXPECT_EQ(client.read_rest(), "");
}

TEST(ServerLoad, B98_IdleConnectionsAreClosedSoonerWhenTheyBecomeScarce) {
  auto deadlines = endless();
  deadlines.scarce_idle = 30ms;
  TestServer server({.max_connections = 4, .deadlines = deadlines});
  RawClient first(server.port());
  EXPECT_EQ(first.ask(get("/inline")).status, 200);
  RawClient second(server.port());
  second.send("GET");
  RawClient third(server.port());
  third.send("GET");
  EXPECT_EQ(first.read_rest(), "");
}

TEST(ServerLoad, B98_AClientThatDoesNotReadHoldsNoWorker) {
  TestServer server({.lanes = {.general_workers = 1}, .deadlines = endless()});
  RawClient greedy(server.port());
  greedy.send(get("/large") + get("/large") + get("/large"));
  EXPECT_EQ(server.records.next().route, "/large");
  RawClient good(server.port());
  EXPECT_EQ(good.ask(get("/general")).status, 200);
}

TEST(ServerLoad, ALargeAnswerReachesASlowReader) {
  TestServer server({.deadlines = endless()});
  RawClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.send(get("/large"));
    EXPECT_EQ(server.records.next().route, "/large");
    EXPECT_EQ(client.read().body, std::string(std::size_t{8} * 1024 * 1024, 'x'));
  }
}

TEST(ServerLoad, B98_HalfOpenAndIdleClientsDoNotDisturbOthers) {
  TestServer server({.lanes = {.general_workers = 1}, .deadlines = endless()});
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 300; ++i) {
    idle.push_back(std::make_unique<RawClient>(server.port()));
    if (i % 2 == 0)
      idle.back()->send("POST /general HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nx");
  }
  RawClient good(server.port());
  for (int i = 0; i < 50; ++i) EXPECT_EQ(good.ask(get("/general")).status, 200);
}

/// Returns once the only worker of the general lane is done with what it had before.
void await_worker(TestServer& server) {
  while (RawClient(server.port()).ask(get("/general")).status != 200) {
  }
}

TEST(ServerLoad, AnEndpointThatTakesTooLongIsAnsweredForAndToldSo) {
  auto deadlines = endless();
  deadlines.handler = 30ms;
  TestServer server({.lanes = {.general_workers = 1}, .deadlines = deadlines});
  RawClient client(server.port());
  const auto answer = client.ask(get("/gate"));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.field("Retry-After"), "1");
  EXPECT_EQ(answer.field("Connection"), "close");
  EXPECT_EQ(client.read_rest(), "");
  EXPECT_EQ(server.records.next().status, 503);
  server.gate.open();
  await_worker(server);
  EXPECT_TRUE(server.was_abandoned);
  EXPECT_EQ(server.records.next().route, "/general");  // and not /gate again
}

TEST(ServerLoad, ARequestIsAbandonedWhenItsPeerIsGone) {
  TestServer server({.lanes = {.general_workers = 1}, .deadlines = endless()});
  RawClient other(server.port());
  {
    RawClient client(server.port());
    client.send(get("/gate"));
    server.gate.await_arrivals(1);
    client.reset();
  }
  // Two round trips: the loop has seen the reset by then.
  for (int i = 0; i < 2; ++i) EXPECT_EQ(other.ask(get("/inline")).status, 200);
  server.gate.open();
  await_worker(server);
  EXPECT_TRUE(server.was_abandoned);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(server.records.next().route, "/inline");
  const auto record = server.records.next();
  EXPECT_EQ(record.route, "/gate");
  EXPECT_EQ(record.status, 200);
  EXPECT_EQ(record.bytes, 0);
  EXPECT_EQ(record.detail, "the peer had hung up");
  EXPECT_EQ(server.records.next().route, "/general");
}

TEST(ServerLoad, ARequestIsNotAbandonedWhenItsPeerOnlyStopsSending) {
  TestServer server({.lanes = {.general_workers = 1}, .deadlines = endless()});
  RawClient other(server.port());
  RawClient client(server.port());
  client.send(get("/gate"));
  server.gate.await_arrivals(1);
  client.end_sending();
  for (int i = 0; i < 2; ++i) EXPECT_EQ(other.ask(get("/inline")).status, 200);
  server.gate.open();
  EXPECT_EQ(client.read().status, 200);
  EXPECT_FALSE(server.was_abandoned);
  EXPECT_EQ(client.read_rest(), "");
}

TEST(ServerLoad, WhatAPeerAskedBeforeItStoppedSendingIsAnsweredToTheLast) {
  TestServer server({.lanes = {.general_workers = 1}, .deadlines = endless()});
  RawClient other(server.port());
  RawClient running(server.port());
  running.send(get("/gate"));
  server.gate.await_arrivals(1);
  RawClient waiting(server.port());
  waiting.send(get("/inline") + get("/general") + get("/general"));
  waiting.end_sending();
  EXPECT_EQ(waiting.read().status, 200);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(other.ask(get("/inline")).status, 200);
  server.gate.open();
  EXPECT_EQ(waiting.read().status, 200);
  EXPECT_EQ(waiting.read().status, 200);
  EXPECT_EQ(waiting.read_rest(), "");
}

TEST(ServerLoad, ARequestIsAbandonedWhenItsPeerStopsSendingAndThenIsGone) {
  TestServer server({.lanes = {.general_workers = 1}, .deadlines = endless()});
  RawClient other(server.port());
  RawClient client(server.port());
  client.send(get("/gate"));
  server.gate.await_arrivals(1);
  client.end_sending();
  for (int i = 0; i < 2; ++i) EXPECT_EQ(other.ask(get("/inline")).status, 200);
  client.reset();
  for (int i = 0; i < 2; ++i) EXPECT_EQ(other.ask(get("/inline")).status, 200);
  server.gate.open();
  await_worker(server);
  EXPECT_TRUE(server.was_abandoned);
}

TEST(ServerLoad, ARequestIsNotAbandonedWhileItsPeerWaits) {
  TestServer server({.deadlines = endless()});
  RawClient client(server.port());
  client.send(get("/gate") + get("/inline"));
  server.gate.await_arrivals(1);
  server.gate.open();
  EXPECT_EQ(client.read().status, 200);
  EXPECT_FALSE(server.was_abandoned);
}

TEST(ServerLoad, B86_ARequestThatWaitsTooLongForTheHashingLaneIsNeverRun) {
  TestServer server(
      {.lanes = {.hashing_workers = 1, .hashing_wait = 50ms}, .deadlines = endless()});
  RawClient first(server.port());
  first.send(get("/hash-gate"));
  server.gate.await_arrivals(1);
  RawClient second(server.port());
  const auto answer = second.ask(get("/hash-gate"));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.field("Retry-After"), "1");
  EXPECT_EQ(second.ask(get("/general")).status, 200);
  server.gate.open();
  EXPECT_EQ(first.read().status, 200);
  EXPECT_EQ(second.ask(get("/hashing")).status, 200);
  EXPECT_EQ(server.runs, 1);
}

TEST(ServerLoad, B86_AFullQueueIsAnswered503) {
  TestServer server({.lanes = {.general_workers = 1, .general_queue = 1}, .deadlines = endless()});
  RawClient running(server.port());
  running.send(get("/gate"));
  server.gate.await_arrivals(1);
  RawClient waiting(server.port());
  waiting.send(get("/gate") + get("/inline"));
  RawClient ordered(server.port());
  while (ordered.ask(get("/inline")).status == 200 && ordered.ask(get("/general")).status != 503) {
  }
  server.gate.open();
  EXPECT_EQ(running.read().status, 200);
  EXPECT_EQ(waiting.read().status, 200);
  EXPECT_EQ(waiting.read().status, 200);
}

TEST(ServerLoad, AQueuedRequestWhosePeerIsGoneIsNeverRun) {
  TestServer server({.lanes = {.general_workers = 1}, .deadlines = endless()});
  RawClient running(server.port());
  running.send(get("/gate"));
  server.gate.await_arrivals(1);
  {
    RawClient gone(server.port());
    // Of one piece: once the first is answered, the second waits in the queue.
    gone.send(get("/inline") + get("/gate"));
    EXPECT_EQ(gone.read().status, 200);
    gone.reset();
  }
  EXPECT_EQ(server.records.next().route, "/inline");
  const auto record = server.records.next();
  EXPECT_EQ(record.route, "/gate");
  EXPECT_EQ(record.status, 499);
  EXPECT_EQ(record.detail, "the connection ended before the request ran");
  server.gate.open();
  EXPECT_EQ(running.read().status, 200);
  EXPECT_EQ(running.ask(get("/general")).status, 200);
  EXPECT_EQ(server.runs, 1);
}

TEST(ServerLoad, B98_BeyondTheMaximumClientsAreToldToComeAgain) {
  TestServer server({.max_connections = 2, .deadlines = endless()});
  auto first = std::make_unique<RawClient>(server.port());
  RawClient second(server.port());
  EXPECT_EQ(first->ask(get("/inline")).status, 200);
  EXPECT_EQ(second.ask(get("/inline")).status, 200);
  RawClient third(server.port());
  const auto answer = third.read();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.field("Retry-After"), "1");
  EXPECT_EQ(third.read_rest(), "");
  first->end_sending();
  EXPECT_EQ(first->read_rest(), "");
  int status = 0;
  while (status != 200) status = RawClient(server.port()).ask(get("/inline")).status;
}

/// Lets the process open so many more files and no further, while it lives.
class FewDescriptors {
 public:
  explicit FewDescriptors(int more) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::dup(0);
    ::close(next);
    auto tight = before_;
    tight.rlim_cur = static_cast<rlim_t>(next + more);
    ::setrlimit(RLIMIT_NOFILE, &tight);
  }
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;

 private:
  rlimit before_{};
};

TEST(ServerLoad, B102_ServesOnWhenFileDescriptorsRunOut) {
  TestServer server({.deadlines = endless()});
  RawClient good(server.port());
  EXPECT_EQ(good.ask(get("/general")).status, 200);
  auto unlucky = std::make_unique<RawClient>(server.port());
  {
    const FewDescriptors few(1);
    RawClient turned_away(server.port());
    EXPECT_EQ(turned_away.read_rest(), "");
    EXPECT_EQ(good.ask(get("/general")).status, 200);
  }
  RawClient later(server.port());
  EXPECT_EQ(later.ask(get("/general")).status, 200);
}

TEST(ServerLoad, IsTold) {
  TestServer server({.max_connections = 2, .deadlines = endless()});
  RawClient running(server.port());
  running.send(get("/gate"));
  server.gate.await_arrivals(1);
  auto idle = std::make_unique<RawClient>(server.port());
  EXPECT_EQ(idle->ask(get("/inline")).status, 200);
  RawClient one_too_many(server.port());
  EXPECT_EQ(one_too_many.read().status, 503);
  const auto load = server.server.load();
  EXPECT_EQ(load.general.running, 1U);
  EXPECT_EQ(load.hashing.running, 0U);
  EXPECT_EQ(load.accepted_total, 3U);
  EXPECT_EQ(load.turned_away_total, 1U);
  EXPECT_GE(load.connections, 2U);
  idle.reset();
  one_too_many.end_sending();
  while (server.server.load().connections > 1) std::this_thread::yield();
}

}  // namespace
}  // namespace chancery::http
