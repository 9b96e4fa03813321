#include "adapters/http/server.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/http/support/raw_client.hpp"
#include "tests/http/support/test_server.hpp"
#include "tests/http/support/wire_samples.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;

std::string get(std::string_view path, std::string_view fields = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view fields = "") {
  return "POST " + std::string(path) +
         " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(fields) + "\r\n" + std::string(body);
}

TEST(Server, AnswersInEveryLaneOverOneConnection) {
  TestServer server;
  RawClient client(server.port());
  for (const auto* path : {"/inline", "/general", "/hashing", "/inline"}) {
    const auto answer = client.ask(post(path, "hello"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "POST hello");
    EXPECT_EQ(answer.field("Connection"), "");
  }
}

TEST(Server, ServesPipelinedRequestsInTheirOrder) {
  TestServer server;
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 200; ++i) all += post(i % 3 == 0 ? "/general" : "/inline", std::to_string(i));
  client.send(all);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(client.read().body, "POST " + std::to_string(i));
}

TEST(Server, ReadsRequestsThatArriveByteByByte) {
  TestServer server;
  RawClient client(server.port());
  for (const char c : post("/general", "hello")) client.send({&c, 1});
  EXPECT_EQ(client.read().body, "POST hello");
}

TEST(Server, AnswersHeadLikeGetWithoutTheBody) {
  TestServer server;
  RawClient client(server.port());
  const auto id = "X-Request-Id: 12345678\r\n"sv;
  auto got = client.ask(get("/inline", id));
  client.send("HEAD /inline HTTP/1.1\r\nHost: a\r\nX-Request-Id: 12345678\r\n\r\n");
  const auto head = client.read(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.field("Content-Length"), "5");
  EXPECT_EQ(got.field("Content-Length"), "4");
  EXPECT_EQ(head.field("Content-Type"), got.field("Content-Type"));
  EXPECT_EQ(client.ask(get("/inline")).body, "GET ");
}

TEST(Server, A31_NeverReadsABodyAsTheNextRequest) {
  TestServer server;
  for (const auto* path : {"/nowhere", "/throws", "/inline", "/general"}) {
    RawClient client(server.port());
    client.send(post(path, get("/crlf")) + get("/inline"));
    EXPECT_NE(client.read().status, 0) << path;
    EXPECT_EQ(client.read().body, "GET ") << path;
  }
}

class RefusedOverSockets : public testing::TestWithParam<RefusedSample> {};

TEST_P(RefusedOverSockets, B97_IsAnsweredOnceAndClosed) {
  TestServer server;
  RawClient client(server.port());
  client.send(GetParam().bytes + get("/inline"));
  const auto answer = client.read();
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_EQ(answer.field("Connection"), "close");
  EXPECT_EQ(answer.body, R"({"error":"invalid_request"})");
  EXPECT_EQ(answer.field("X-Request-Id").size(), 16);
  EXPECT_EQ(client.read_rest(), "");
  const auto record = server.records.next();
  EXPECT_EQ(record.status, GetParam().status);
  EXPECT_EQ(record.route, "unmatched");
  EXPECT_FALSE(record.detail.empty());
}

INSTANTIATE_TEST_SUITE_P(Server, RefusedOverSockets, testing::ValuesIn(refused_samples()),
                         [](const auto& sample) { return sample.param.name; });

TEST(Server, B97_ARefusedClientThatGoesOnSendingStillGetsItsAnswer) {
  TestServer server;
  RawClient client(server.port());
  client.send("POST /inline HTTP/1.1\r\nHost: a\r\nContent-Length: 4194304\r\n\r\n");
  client.send(std::string(std::size_t{4} * 1024 * 1024, 'x'));
  EXPECT_EQ(client.read().status, 413);
}

TEST(Server, AnswersContinueWhenTheBodyWillBeReadAndOnlyThen) {
  TestServer server;
  RawClient client(server.port());
  client.send(
      "POST /inline HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  EXPECT_EQ(client.ask("ok").body, "POST ok");
  client.send(
      "POST /inline HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 413);
}

TEST(Server, ClosesWhenTheClientAsksForIt) {
  TestServer server;
  for (const auto* text : {"GET /inline HTTP/1.0\r\n\r\n",
                           "GET /general HTTP/1.1\r\nHost: a\r\nConnection: close, TE\r\n\r\n"}) {
    RawClient client(server.port());
    client.send(text + get("/inline"));
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.field("Connection"), "close");
    EXPECT_EQ(client.read_rest(), "");
  }
}

TEST(Server, KeepsAnHttp10ConnectionOnRequest) {
  TestServer server;
  RawClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    const auto answer = client.ask("GET /inline HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(answer.field("Connection"), "keep-alive");
  }
}

TEST(Server, DatesItsAnswersByTheClockItIsGiven) {
  TestServer server({.time_of_day = [] { return Instant(std::chrono::seconds(784111777)); }});
  EXPECT_EQ(RawClient(server.port()).ask(get("/inline")).field("Date"),
            "Sun, 06 Nov 1994 08:49:37 GMT");
  TestServer without_clock;
  EXPECT_EQ(RawClient(without_clock.port()).ask(get("/inline")).field("Date"), "");
}

TEST(Server, TakesTheCallersRequestIdOrMakesOne) {
  TestServer server;
  RawClient client(server.port());
  EXPECT_EQ(client.ask(get("/inline", "X-Request-Id: caller-1\r\n")).field("X-Request-Id"),
            "caller-1");
  const auto made = client.ask(get("/inline", "X-Request-Id: short\r\n")).field("X-Request-Id");
  EXPECT_EQ(made.size(), 16);
  EXPECT_NE(client.ask(get("/inline")).field("X-Request-Id"), made);
  EXPECT_EQ(client.ask(get("/nowhere", "X-Request-Id: caller-2\r\n")).field("X-Request-Id"),
            "caller-2");
}

TEST(Server, TakesTheCallersRequestIdOfARefusedRequestToo) {
  TestServer server({.trusted_proxies = {"127.0.0.1"}});
  const auto id = "X-Request-Id: caller-1\r\n"s;
  for (const auto& refused :
       {"POST /inline HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n" + id + "\r\n",
        "GET /in\\line HTTP/1.1\r\nHost: a\r\n" + id + "\r\n",
        post("/inline", "", "X-Forwarded-For: nonsense\r\n" + id),
        "POST /inline HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" + id + "\r\nx"}) {
    const auto answer = RawClient(server.port()).ask(refused);
    EXPECT_GE(answer.status, 400) << refused;
    EXPECT_EQ(answer.field("X-Request-Id"), "caller-1") << refused;
    EXPECT_EQ(server.records.next().request_id, "caller-1") << refused;
  }
  const auto ill_formed = "POST / HTTP/1.1\r\nHost: a\r\nX-Request-Id: short\r\n\r\n";
  EXPECT_EQ(RawClient(server.port()).ask(ill_formed).field("X-Request-Id").size(), 16);
}

TEST(Server, TellsTheObserverWhatItAnswered) {
  TestServer server;
  RawClient client(server.port());
  const auto answer =
      client.ask(post("/inline", "secret", "X-Request-Id: 12345678\r\nUser-Agent: curl\x80\r\n"));
  const auto record = server.records.next();
  EXPECT_EQ(record.request_id, "12345678");
  EXPECT_EQ(record.method, "POST");
  EXPECT_EQ(record.route, "/inline");
  EXPECT_EQ(record.status, 200);
  EXPECT_EQ(record.bytes, answer.head.size() + answer.body.size());
  EXPECT_EQ(record.origin, (Origin{"127.0.0.1", "curl?"}));
  client.send(get("/no/such/path"));
  EXPECT_EQ(server.records.next().route, "unmatched");
  client.send(get("/throws"));
  EXPECT_EQ(server.records.next().detail, "inner detail");
}

TEST(Server, A47_A48_TurnsFailuresOfEndpointsIntoAnswers) {
  TestServer server;
  RawClient client(server.port());
  const auto thrown = client.ask(get("/throws"));
  EXPECT_EQ(thrown.status, 500);
  EXPECT_EQ(thrown.body, R"({"error":"server_error"})");
  const auto split = client.ask(get("/crlf"));
  EXPECT_EQ(split.status, 500);
  EXPECT_EQ(split.field("Set-Cookie"), "");
  EXPECT_EQ(client.ask(get("/inline")).status, 200);
}

TEST(Server, B92_BelievesForwardedAddressesFromTrustedProxiesOnly) {
  const auto asked = get("/inline", "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n");
  TestServer trusting({.trusted_proxies = {"127.0.0.0/8"}});
  RawClient proxy(trusting.port());
  EXPECT_NE(proxy.ask(asked).field("Strict-Transport-Security"), "");
  EXPECT_EQ(trusting.records.next().origin.address, "203.0.113.9");
  EXPECT_EQ(proxy.ask(get("/inline", "X-Forwarded-For: nonsense\r\n")).status, 400);
  TestServer distrusting;
  RawClient client(distrusting.port());
  EXPECT_EQ(client.ask(asked).field("Strict-Transport-Security"), "");
  EXPECT_EQ(distrusting.records.next().origin.address, "127.0.0.1");
}

TEST(Server, SaysWhatIsWrongWithItsOptions) {
  NoOrigins origins;
  Records records;
  for (const auto* listen : {"", "8080", "127.0.0.1", "127.0.0.1:99999", "127.1:80", "::1:80",
                             "[::1]", "example:80", "127.0.0.1:+1"}) {
    EXPECT_THROW(Server({.listen = listen}, {}, origins, records), ServerSetupError) << listen;
  }
  EXPECT_THROW(
      Server({.listen = "127.0.0.1:0", .trusted_proxies = {"proxy"}}, {}, origins, records),
      ServerSetupError);
}

TEST(Server, RefusesAPortThatIsTaken) {
  TestServer first;
  NoOrigins origins;
  Records records;
  try {
    Server second({.listen = "127.0.0.1:" + std::to_string(first.port())}, {}, origins, records);
    FAIL();
  } catch (const ServerSetupError& error) {
    EXPECT_NE(std::string(error.what()).find(std::to_string(first.port())), std::string::npos);
    EXPECT_FALSE(error.hint().empty());
  }
}

TEST(Server, ListensOnIpv6) {
  NoOrigins origins;
  Records records;
  Server server({.listen = "[::1]:0"}, {}, origins, records);
  EXPECT_GT(server.port(), 0);
}

}  // namespace
}  // namespace chancery::http
