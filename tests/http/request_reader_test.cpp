#include "adapters/http/wire/request_reader.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/http/support/wire_samples.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;
using State = RequestReader::State;

/// Everything that can be seen of what the reader makes of a stream, as one text.
class Transcript {
 public:
  void feed(std::string_view bytes) {
    while (!bytes.empty() && reader_.state() != State::refused) {
      bytes.remove_prefix(reader_.feed(bytes));
      if (reader_.state() == State::complete) note(reader_.take());
      if (reader_.state() == State::refused) note(reader_.refusal());
    }
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void note(const IncomingRequest& incoming) {
    const auto& request = incoming.request;
    text_ += request.method + ' ' + request.path + '?' + request.query.value_or("-") + '\n';
    for (const auto& [name, value] : request.headers.fields()) text_ += name + ':' + value + '\n';
    text_ += request.body + (incoming.keep_alive ? "\n+\n" : "\n-\n");
  }
  void note(const Refusal& refusal) {
    text_ += std::to_string(refusal.status) + ' ' + std::string(refusal.detail);
  }

  RequestReader reader_;
  std::string text_;
};

std::string transcript(const std::vector<std::string_view>& pieces) {
  Transcript out;
  for (const auto piece : pieces) out.feed(piece);
  return out.text();
}

IncomingRequest read(std::string_view bytes) {
  RequestReader reader;
  EXPECT_EQ(reader.feed(bytes), bytes.size());
  EXPECT_EQ(reader.state(), State::complete) << bytes << reader.refusal().detail;
  return reader.take();
}

class Refused : public testing::TestWithParam<RefusedSample> {};

TEST_P(Refused, B97_ByTheReader) {
  RequestReader reader;
  reader.feed(GetParam().bytes);
  ASSERT_EQ(reader.state(), State::refused) << GetParam().bytes;
  EXPECT_EQ(reader.refusal().status, GetParam().status) << reader.refusal().detail;
}

INSTANTIATE_TEST_SUITE_P(RequestReader, Refused, testing::ValuesIn(refused_samples()),
                         [](const auto& sample) { return sample.param.name; });

TEST(RequestReader, ReadsARequestWithABody) {
  const auto incoming = read(
      "POST /oauth2/token?x=%31&y HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
      "content-length: 5\r\n\r\nhello");
  EXPECT_EQ(incoming.request.method, "POST");
  EXPECT_EQ(incoming.request.path, "/oauth2/token");
  EXPECT_EQ(incoming.request.query, "x=%31&y");
  EXPECT_EQ(incoming.request.headers.get("Content-TYPE"), "text/plain");
  EXPECT_EQ(incoming.request.body, "hello");
  EXPECT_TRUE(incoming.keep_alive);
}

TEST(RequestReader, ReadsChunkedBodiesWithoutExtensionsAndTrailers) {
  const auto incoming = read(
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "5;name=\"value\"\r\nhello\r\n00000001\r\n \r\n0A\r\n0123456789\r\n0\r\n"
      "Authorization: Basic x\r\nX: y\r\n\r\n");
  EXPECT_EQ(incoming.request.body, "hello 0123456789");
  EXPECT_EQ(incoming.request.headers.count("Authorization"), 0);
}

TEST(RequestReader, TellsAnAbsentQueryFromAnEmptyOne) {
  EXPECT_EQ(read("GET /a HTTP/1.1\r\nHost: a\r\n\r\n").request.query, std::nullopt);
  EXPECT_EQ(read("GET /a? HTTP/1.1\r\nHost: a\r\n\r\n").request.query, "");
  EXPECT_EQ(read("GET /a?b?c HTTP/1.1\r\nHost: a\r\n\r\n").request.query, "b?c");
}

struct Target {
  std::string_view request_line;
  std::string_view path;
  std::optional<std::string> query;
};

TEST(RequestReader, UnderstandsTheFormsOfTargets) {
  for (const auto& [line, path, query] :
       {Target{"GET http://a.example/b/c?d HTTP/1.1", "/b/c", "d"},
        Target{"GET HTTPS://a.example:8443/ HTTP/1.1", "/", std::nullopt},
        Target{"GET http://a.example HTTP/1.1", "/", std::nullopt},
        Target{"GET http://[::1]:80?x HTTP/1.1", "/", "x"},
        Target{"OPTIONS * HTTP/1.1", "*", std::nullopt},
        Target{"GET /a/ HTTP/1.1", "/a/", std::nullopt},
        Target{"GET /caf%C3%A9 HTTP/1.1", "/caf%C3%A9", std::nullopt},
        Target{"GET /.well-known/x HTTP/1.1", "/.well-known/x", std::nullopt},
        Target{"GET /a?b=/../;//%2f HTTP/1.1", "/a", "b=/../;//%2f"}}) {
    const auto request = read(std::string(line) + "\r\nHost: a\r\n\r\n").request;
    EXPECT_EQ(request.path, path) << line;
    EXPECT_EQ(request.query, query) << line;
  }
}

struct Persistent {
  std::string_view version;
  std::string_view connection;
  bool keep_alive;
};

TEST(RequestReader, FollowsTheRulesOfPersistence) {
  for (const auto& [version, connection, keep_alive] :
       {Persistent{"1.1", "", true}, Persistent{"1.1", "Connection: close\r\n", false},
        Persistent{"1.1", "Connection: CLOSE\r\n", false},
        Persistent{"1.1", "Connection: close, TE\r\n", false},  // fact A-53
        Persistent{"1.1", "Connection: TE ,\t close\r\n", false},
        Persistent{"1.1", "Connection: TE\r\nConnection: close\r\n", false},
        Persistent{"1.1", "Connection: closed\r\n", true}, Persistent{"1.0", "", false},
        Persistent{"1.0", "Connection: Keep-Alive\r\n", true},
        Persistent{"1.0", "Connection: keep-alive, close\r\n", false}}) {
    std::string text = "GET / HTTP/";
    text.append(version).append("\r\nHost: a\r\n").append(connection).append("\r\n");
    const auto incoming = read(text);
    EXPECT_EQ(incoming.keep_alive, keep_alive) << text;
    EXPECT_EQ(incoming.is_http_1_0, version == "1.0");
  }
}

TEST(RequestReader, LetsHttp10DoWithoutHost) {
  EXPECT_EQ(read("GET /a HTTP/1.0\r\n\r\n").request.path, "/a");
}

TEST(RequestReader, SkipsOneEmptyLineBeforeARequestAndNoMore) {
  EXPECT_EQ(read("\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n").request.path, "/a");
  RequestReader reader;
  EXPECT_EQ(reader.feed("\r\n"), 2);
  EXPECT_EQ(reader.state(), State::idle);
  reader.feed("\r\n");
  EXPECT_EQ(reader.state(), State::refused);
}

TEST(RequestReader, A31_TakesNoByteBehindTheRequest) {
  const auto first = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"s;
  const auto both = first + "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n";
  RequestReader reader;
  EXPECT_EQ(reader.feed(both), first.size());
  EXPECT_EQ(reader.take().request.body, "abc");
}

TEST(RequestReader, ReadsTheBodyOfARequestWhoseMethodNeedsNone) {
  const auto text =
      transcript({"GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 25\r\n\r\nGET /b "
                  "HTTP/1.1\r\nHost: a\r\n\r\n"});
  EXPECT_NE(text.find("GET /a?"), std::string::npos);
  EXPECT_EQ(text.find("GET /b?"), std::string::npos);
}

TEST(RequestReader, AsksForContinueOnceAndOnlyBeforeTheBody) {
  const auto head =
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n"s;
  RequestReader reader;
  reader.feed(head);
  EXPECT_TRUE(reader.take_expectation());
  EXPECT_FALSE(reader.take_expectation());
  RequestReader impatient;
  impatient.feed(head + "a");
  EXPECT_FALSE(impatient.take_expectation());
}

TEST(RequestReader, IgnoresAnExpectationWithoutBodyOrInHttp10) {
  RequestReader bodiless;
  bodiless.feed("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(bodiless.state(), State::complete);
  EXPECT_FALSE(bodiless.take_expectation());
  RequestReader old;
  old.feed("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(old.state(), State::body);
  EXPECT_FALSE(old.take_expectation());
}

TEST(RequestReader, TakesWhatIsJustWithinTheLimits) {
  const std::string uri = "/" + std::string(8191, 'a');
  EXPECT_EQ(read("GET " + uri + " HTTP/1.1\r\nHost: a\r\n\r\n").request.path.size(), 8192);
  EXPECT_EQ(
      read("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n" + std::string(65536, 'a'))
          .request.body.size(),
      65536);
  std::string fields = "Host: a\r\n";
  for (int i = 1; i < 100; ++i) fields += "X: y\r\n";
  EXPECT_EQ(read("GET / HTTP/1.1\r\n" + fields + "\r\n").request.headers.fields().size(), 100);
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
  head += std::string(16384 - head.size() - 4, 'y') + "\r\n\r\n";
  EXPECT_EQ(read(head).request.headers.fields().size(), 2);
}

TEST(RequestReader, B97_ItsVerdictDoesNotDependOnHowTheBytesAreCut) {
  auto samples = accepted_samples();
  for (const auto& sample : refused_samples()) samples.push_back(sample.bytes);
  for (const std::string_view sample : samples) {
    if (sample.size() > 2000) continue;
    const auto whole = transcript({sample});
    for (std::size_t cut = 1; cut < sample.size(); ++cut) {
      ASSERT_EQ(transcript({sample.substr(0, cut), sample.substr(cut)}), whole) << sample;
    }
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < sample.size(); ++i) bytes.push_back(sample.substr(i, 1));
    ASSERT_EQ(transcript(bytes), whole) << sample;
  }
}

/// Damages one to three bytes: another byte, one less, one twice.
std::string mutate(std::string text, std::mt19937& random) {
  static constexpr std::string_view bytes = "\r\n\t \0:;,0aG/%-\x80\x7f"sv;
  for (auto times = random() % 3 + 1; times > 0; --times) {
    const auto at = random() % text.size();
    switch (random() % 3) {
      case 0: text[at] = bytes[random() % bytes.size()]; break;
      case 1: text.erase(at, 1); break;
      default: text.insert(at, 1, text[at]);
    }
  }
  return text;
}

TEST(RequestReader, B97_DamagedStreamsReadTheSameHoweverCut) {
  std::mt19937 random(97);
  const auto samples = accepted_samples();
  for (int i = 0; i < 10000; ++i) {
    const auto stream =
        mutate(samples[random() % samples.size()] + samples[random() % samples.size()], random);
    const std::string_view view = stream;
    const auto cut = random() % view.size();
    ASSERT_EQ(transcript({view.substr(0, cut), view.substr(cut)}), transcript({view})) << stream;
  }
}

}  // namespace
}  // namespace chancery::http
