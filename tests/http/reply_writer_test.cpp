#include "adapters/http/wire/reply_writer.hpp"

#include <gtest/gtest.h>

#include <string>

#include "adapters/http/dispatch/request_id.hpp"
#include "adapters/http/wire/http_date.hpp"

namespace chancery::http {
namespace {

using namespace std::literals;

constexpr ReplyContext context{.request_id = "0123456789abcdef",
                               .date = "Sun, 06 Nov 1994 08:49:37 GMT"};

std::string written(const Reply& reply, const ReplyContext& in = context) {
  std::string out;
  write_reply(out, reply, in);
  return out;
}

TEST(ReplyWriter, WritesTheWholeAnswer) {
  EXPECT_EQ(written({.status = 201, .body = "{}", .headers = {{"Location", "/a"}}}),
            "HTTP/1.1 201 Created\r\n"
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Content-Type: application/json\r\n"
            "Content-Length: 2\r\n"
            "Cache-Control: no-store\r\n"
            "X-Request-Id: 0123456789abcdef\r\n"
            "X-Content-Type-Options: nosniff\r\n"
            "Referrer-Policy: no-referrer\r\n"
            "X-Frame-Options: DENY\r\n"
            "Location: /a\r\n"
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
            "\r\n"
            "{}");
}

TEST(ReplyWriter, AnswersHeadWithTheSameHeadAndNoBody) {
  const Reply reply{.body = "hello"};
  auto to_head = context;
  to_head.to_head = true;
  const auto full = written(reply);
  EXPECT_EQ(written(reply, to_head), full.substr(0, full.size() - 5));
}

TEST(ReplyWriter, GivesBodilessStatusesNeitherBodyNorLength) {
  for (const int status : {204, 304}) {
    const auto text = written({.status = status, .body = "x"});
    EXPECT_EQ(text.find("\r\nContent-Length"), std::string::npos);
    EXPECT_EQ(text.find("\r\nContent-Type"), std::string::npos);
    EXPECT_TRUE(text.ends_with("\r\n\r\n"));
  }
}

TEST(ReplyWriter, B16_LeavesAReplyItsOwnContentPolicyAndNothingElse) {
  const auto text = written({.headers = {{"content-security-policy", "default-src 'self'"}}});
  EXPECT_NE(text.find("content-security-policy: default-src 'self'\r\n"), std::string::npos);
  EXPECT_EQ(text.find("Content-Security-Policy:"), std::string::npos);
  EXPECT_NE(text.find("X-Frame-Options: DENY\r\n"), std::string::npos);
}

TEST(ReplyWriter, SendsTransportSecurityToSecureClientsOnly) {
  auto secure = context;
  secure.is_secure = true;
  EXPECT_NE(written({}, secure).find("Strict-Transport-Security: max-age="), std::string::npos);
  EXPECT_EQ(written({}).find("Strict-Transport-Security"), std::string::npos);
}

TEST(ReplyWriter, SaysWhatBecomesOfTheConnection) {
  auto in = context;
  in.persistence = Persistence::close;
  EXPECT_NE(written({}, in).find("Connection: close\r\n"), std::string::npos);
  in.persistence = Persistence::keep_http_1_0;
  EXPECT_NE(written({}, in).find("Connection: keep-alive\r\n"), std::string::npos);
  EXPECT_EQ(written({}).find("Connection:"), std::string::npos);
}

class Unsendable : public testing::TestWithParam<Reply> {};

TEST_P(Unsendable, A48_BecomesAServerErrorWithoutItsFields) {
  std::string out;
  EXPECT_EQ(write_reply(out, GetParam(), context), 500);
  EXPECT_TRUE(out.starts_with("HTTP/1.1 500 "));
  EXPECT_TRUE(out.ends_with("\r\n\r\n{\"error\":\"server_error\"}"));
  EXPECT_EQ(out.find("evil"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    ReplyWriter, Unsendable,
    testing::Values(
        Reply{.headers = {{"Location", "https://c/cb\r\nSet-Cookie: evil=1"}}},
        Reply{.headers = {{"Location", "a\nevil"}}}, Reply{.headers = {{"Location", "a\revil"}}},
        Reply{.headers = {{"Location", "a\0evil"s}}}, Reply{.headers = {{"Location", "\x1b evil"}}},
        Reply{.headers = {{"Location", "\x7f evil"}}},
        Reply{.headers = {{"Location", "\xc3\xa9 evil"}}}, Reply{.headers = {{"X evil", "a"}}},
        Reply{.headers = {{"X-evil:", "a"}}}, Reply{.headers = {{"", "evil"}}},
        Reply{.headers = {{"content-length", "999"}, {"X", "evil"}}},
        Reply{.headers = {{"Transfer-Encoding", "evil"}}},
        Reply{.headers = {{"Connection", "evil"}}}, Reply{.content_type = "text/html\r\nX: evil"},
        Reply{.cache_control = "a\nevil"}));

TEST(ReplyWriter, A48_LetsTabsAndPrintableAsciiThrough) {
  EXPECT_TRUE(is_sendable("X-A", "a\t ~!\""));
  EXPECT_TRUE(is_sendable("X-A", ""));
}

TEST(HttpDate, IsImfFixdate) {
  using std::chrono::seconds;
  using std::chrono::sys_seconds;
  EXPECT_EQ(http_date(sys_seconds(seconds(784111777))), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(sys_seconds(seconds(951782400))), "Tue, 29 Feb 2000 00:00:00 GMT");
  EXPECT_EQ(http_date(sys_seconds(seconds(4102444799))), "Thu, 31 Dec 2099 23:59:59 GMT");
}

TEST(RequestId, TakesOverWhatTheContractAllows) {
  EXPECT_TRUE(is_request_id("aZ09._-x"));
  EXPECT_TRUE(is_request_id(std::string(128, 'a')));
  EXPECT_FALSE(is_request_id("1234567"));
  EXPECT_FALSE(is_request_id(std::string(129, 'a')));
  for (const char c : "/:@[`{ \r\n\"\x80"s) EXPECT_FALSE(is_request_id("12345678"s + c)) << c;
}

TEST(RequestId, CountsOnFromItsStartAndWrapsAround) {
  RequestIds ids(0xfffffffffffffffe);
  EXPECT_EQ(ids.next(), "fffffffffffffffe");
  EXPECT_EQ(ids.next(), "ffffffffffffffff");
  EXPECT_EQ(ids.next(), "0000000000000000");
}

}  // namespace
}  // namespace chancery::http
