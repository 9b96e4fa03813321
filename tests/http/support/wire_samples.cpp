#include "tests/http/support/wire_samples.hpp"

#include <initializer_list>
#include <string_view>
#include <utility>

namespace chancery::http {
namespace {

using namespace std::literals;

std::string get(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

std::string post(std::string_view fields, std::string_view rest = "") {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + std::string(fields) + "\r\n" + std::string(rest);
}

std::string chunked(std::string_view body) { return post("Transfer-Encoding: chunked\r\n", body); }

std::string head(std::string_view fields) {
  return "GET / HTTP/1.1\r\n" + std::string(fields) + "\r\n";
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

void add_lengths(std::vector<RefusedSample>& out) {
  out.insert(
      out.end(),
      {{"LengthAndChunked",
        post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
       {"ChunkedAndLength",
        post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), 400},
       {"GzipChunked", post("Transfer-Encoding: gzip, chunked\r\n"), 400},
       {"Identity", post("Transfer-Encoding: identity\r\n"), 400},
       {"ChunkedTwice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400},
       {"ChunkedListedTwice", post("Transfer-Encoding: chunked, chunked\r\n"), 400},
       {"XChunked", post("Transfer-Encoding: xchunked\r\n"), 400},
       {"ChunkedInEncodedWord", post("Transfer-Encoding: =?utf-8?Q?chunked?=\r\n"), 400},
       {"EmptyTransferEncoding", post("Transfer-Encoding:\r\n"), 400},
       {"ChunkedInHttp10", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
       {"TwoLengths", post("Content-Length: 3\r\nContent-Length: 4\r\n"), 400},
       {"TwoEqualLengths", post("Content-Length: 3\r\nContent-Length: 3\r\n"), 400},
       {"ListOfLengths", post("Content-Length: 3, 3\r\n"), 400},
       {"PlusLength", post("Content-Length: +3\r\n"), 400},
       {"MinusLength", post("Content-Length: -1\r\n"), 400},
       {"HexLength", post("Content-Length: 0x3\r\n"), 400},
       {"LettersInLength", post("Content-Length: abc\r\n"), 400},
       {"ThousandsInLength", post("Content-Length: 1,000\r\n"), 400},
       {"EmptyLength", post("Content-Length:\r\n"), 400},
       {"SpaceInLength", post("Content-Length: 1 1\r\n"), 400},
       {"NoLengthPost", post(""), 411},
       {"NoLengthPut", "PUT / HTTP/1.1\r\nHost: a\r\n\r\n", 411},
       {"NoLengthPatch", "PATCH / HTTP/1.1\r\nHost: a\r\n\r\n", 411},
       {"NoLengthHttp10", "POST / HTTP/1.0\r\n\r\n", 411},
       {"LongBody", post("Content-Length: 65537\r\n"), 413},
       {"LengthAtRange", post("Content-Length: 18446744073709551615\r\n"), 413},
       {"LengthBeyondRange", post("Content-Length: 18446744073709551616\r\n"), 413},
       {"VastLength", post("A: b\r\ncontent-length:99999999999999999999999 \r\nC: d\r\n"), 413},
       {"VastLengthWithLetter", post("Content-Length: 9999999999999999999999x\r\n"), 400},
       {"VastMinusLength", post("Content-Length: -99999999999999999999999\r\n"), 400},
       {"VastSecondLength",
        post("Content-Length: 3\r\nContent-Length: 99999999999999999999999\r\n"), 400},
       {"VastLengthAndChunked",
        post("Transfer-Encoding: chunked\r\nContent-Length: 99999999999999999999999\r\n"), 400}});
}

void add_chunks(std::vector<RefusedSample>& out) {
  out.insert(
      out.end(),
      {{"ChunkWithoutSize", chunked("\r\n"), 400},
       {"ChunkWithSign", chunked("+5\r\nhello\r\n0\r\n\r\n"), 400},
       {"ChunkWith0x", chunked("0x5\r\nhello\r\n0\r\n\r\n"), 400},
       {"ChunkWithSpace", chunked("5 \r\nhello\r\n0\r\n\r\n"), 400},
       {"ChunkWithNineDigits", chunked("000000005\r\nhello\r\n0\r\n\r\n"), 400},
       {"ChunkBareLf", chunked("5\nhello\r\n0\r\n\r\n"), 400},
       {"ChunkCrInExtension", chunked("5;a\rb\r\nhello\r\n0\r\n\r\n"), 400},
       {"ChunkLfInExtension", chunked("5;a\nb\r\nhello\r\n0\r\n\r\n"), 400},
       {"ChunkNulInExtension", chunked("5;a\0\r\nhello\r\n0\r\n\r\n"sv), 400},
       {"ChunkTooShort", chunked("6\r\nhello\r\n0\r\n\r\n"), 400},
       {"ChunkTooLong", chunked("4\r\nhello\r\n0\r\n\r\n"), 400},
       {"ChunkEndLf", chunked("5\r\nhello\n0\r\n\r\n"), 400},
       {"ChunksEndLf", chunked("0\r\n\n"), 400},
       {"TrailerFolded", chunked("0\r\n folded\r\n\r\n"), 400},
       {"TrailerBareLf", chunked("0\r\nA: b\n\r\n"), 400},
       {"ChunkBeyondLimit", chunked("10001\r\n"), 413},
       {"ChunkSizeHuge", chunked("ffffffff\r\n"), 413},
       {"ChunksBeyondLimit", chunked("ffff\r\n" + std::string(0xffff, 'a') + "\r\n2\r\n"), 413},
       {"LongExtension", chunked("5;" + std::string(4096, 'a')), 400},
       {"ManyExtensions", chunked(repeated("1;" + std::string(99, 'a') + "\r\nx\r\n", 41)), 400},
       {"LongTrailers", chunked("0\r\n" + repeated("A: b\r\n", 1100)), 400}});
}

void add_syntax(std::vector<RefusedSample>& out) {
  out.insert(out.end(),
             {{"BareLf", "GET / HTTP/1.1\nHost: a\n\n", 400},
              {"BareLfAfterField", "GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
              {"BareCr", "GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", 400},
              {"Folded", head("Host: a\r\nX: y\r\n z\r\n"), 400},
              {"FoldedTab", head("Host: a\r\nX: y\r\n\tz\r\n"), 400},
              {"FoldedFirst", head(" Host: a\r\n"), 400},
              {"SpaceBeforeColon", head("Host : a\r\n"), 400},
              {"TabBeforeColon", head("Host\t: a\r\n"), 400},
              {"SpaceInName", head("Host: a\r\nX Y: z\r\n"), 400},
              {"NoColon", head("Host: a\r\nXY\r\n"), 400},
              {"NoName", head("Host: a\r\n: y\r\n"), 400},
              {"NulInValue", head("Host: a\r\nX: y\0z\r\n"sv), 400},
              {"NulInName", head("Host: a\r\nX\0: y\r\n"sv), 400},
              {"EscapeInValue", head("Host: a\r\nX: \x1b[31m\r\n"), 400},
              {"DeleteInValue", head("Host: a\r\nX: \x7f\r\n"), 400},
              {"Garbage", "\x16\x03\x01\x02\r\n\r\n", 400},
              {"NoMethod", " / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
              {"BadMethod", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
              {"TwoSpaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
              {"SplitRequestLine", "GET /\r\nHTTP/1.1\r\nHost: a\r\n\r\n", 400},
              {"TwoEmptyLines", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
              {"Http99", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505},
              {"Http2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
              {"Http12", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
              {"Http09", "GET /\r\n\r\n", 400},
              {"LowerCaseVersion", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
              {"TrailAfterVersion", "GET / HTTP/1.1 x\r\nHost: a\r\n\r\n", 400},
              {"LargeHead", head("Host: a\r\nX: " + std::string(16384, 'y') + "\r\n"), 431},
              {"ManyFields", head("Host: a\r\n" + repeated("X: y\r\n", 100)), 431},
              {"LongTarget", get("/" + std::string(8192, 'a')), 414},
              {"LongerTarget", get("/" + std::string(9000, 'a')), 414}});
}

void add_fields(std::vector<RefusedSample>& out) {
  out.insert(
      out.end(),
      {{"NoHost", head(""), 400},
       {"TwoHosts", head("Host: a\r\nHost: a\r\n"), 400},
       {"TwoHostsInHttp10", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400},
       {"EmptyHost", head("Host:\r\n"), 400},
       {"HostWithPath", head("Host: a/b\r\n"), 400},
       {"HostWithUser", head("Host: a@b\r\n"), 400},
       {"HostWithSpace", head("Host: a b\r\n"), 400},
       {"HostWithBadPort", head("Host: a:b\r\n"), 400},
       {"HostWithLongPort", head("Host: a:123456\r\n"), 400},
       {"HostWithTwoPorts", head("Host: a:1:2\r\n"), 400},
       {"HostWithOpenBracket", head("Host: [::1\r\n"), 400},
       {"HostWithEmptyBrackets", head("Host: []\r\n"), 400},
       {"B99_Gzip", post("Content-Length: 3\r\nContent-Encoding: gzip\r\n", "abc"), 415},
       {"B99_TwoCodings",
        post("Content-Length: 3\r\nContent-Encoding: identity\r\nContent-Encoding: gzip\r\n"), 415},
       {"Expectation", post("Content-Length: 3\r\nExpect: 200-ok\r\n"), 417},
       {"TwoExpectations",
        post("Content-Length: 3\r\nExpect: 100-continue\r\nExpect: 100-continue\r\n"), 417}});
}

void add_targets(std::vector<RefusedSample>& out) {
  int number = 0;
  for (const auto target : {"/realms;x/admin"sv,
                            "/a%2fb"sv,
                            "/a%2Fb"sv,
                            "/%2e%2e/admin"sv,
                            "/a/%2E/b"sv,
                            "/a%5cb"sv,
                            "//admin"sv,
                            "/a//b"sv,
                            "/a/./b"sv,
                            "/a/../b"sv,
                            "/.."sv,
                            "/."sv,
                            "/a/.."sv,
                            "/a\\b"sv,
                            "/a%zz"sv,
                            "/a%4"sv,
                            "/a%"sv,
                            "/a%00"sv,
                            "/a%0a"sv,
                            "/a%7f"sv,
                            "/a#b"sv,
                            "/a?b#c"sv,
                            "/a\"b"sv,
                            "/<a>"sv,
                            "/a|b"sv,
                            "/a\x80"sv,
                            "/a?b=\xc3\xa9"sv,
                            "a"sv,
                            "*"sv,
                            "a:80"sv,
                            "ftp://a/"sv,
                            "http:///a"sv,
                            "http://a@b/"sv,
                            "http://a b/"sv,
                            "http://a/b/../c"sv,
                            "http://a//"sv,
                            "?a"sv}) {
    out.push_back({"B96_Target" + std::to_string(number++), get(target), 400});
  }
  out.push_back({"Connect", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400});
}

}  // namespace

std::vector<std::string> accepted_samples() {
  return {get("/"),
          get("/a/b?c=d&e"),
          head("Host: a\r\nX:\r\nY:   z  \r\nUser-Agent: caf\xc3\xa9\r\n"),
          post("Content-Length: 0\r\n"),
          post("Content-Length: 5\r\n", "hello"),
          post("Content-Length: 25\r\n", "GET /b HTTP/1.1\r\nHost: a\r\n\r\n"sv.substr(0, 25)),
          chunked("0\r\n\r\n"),
          chunked("5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nT: u\r\nV: w\r\n\r\n"),
          "\r\n" + get("/"),
          "HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"};
}

std::vector<RefusedSample> refused_samples() {
  std::vector<RefusedSample> out;
  add_lengths(out);
  add_chunks(out);
  add_syntax(out);
  add_fields(out);
  add_targets(out);
  return out;
}

}  // namespace chancery::http
