// What the first-party API takes for a body.

#include "adapters/http/api/json_body.hpp"

#include <gtest/gtest.h>

#include "tests/http/endpoints/api_mocks.hpp"

namespace chancery::http::test {
namespace {

std::string read(const Request& request) {
  const auto body = JsonBody::of(request);
  return body ? "read" : told(problem_reply(body.error(), request));
}

TEST(JsonBody, TakesTheMediaTypeOfJsonOnly) {
  const struct {
    const char* type;
    const char* outcome;
  } cases[] = {{"application/json", "read"},
               {"Application/JSON; charset=\"UTF-8\"", "read"},
               {"application/json; charset=latin1", "415 unsupported_media_type"},
               {"application/json; v=1", "415 unsupported_media_type"},
               {"application/merge-patch+json", "415 unsupported_media_type"},
               {"application/x-www-form-urlencoded", "415 unsupported_media_type"},
               {"text/plain", "415 unsupported_media_type"},
               {"", "415 unsupported_media_type"}};
  for (const auto& c : cases) {
    Request request{.method = "POST", .path = "/", .body = "{}"};
    request.headers.add("Content-Type", c.type);
    EXPECT_EQ(read(request), c.outcome) << c.type;
  }
  EXPECT_EQ(read({.method = "POST", .path = "/", .body = "{}"}), "415 unsupported_media_type");
}

TEST(JsonBody, B34_TakesOneObjectOfStrictJsonOnly) {
  for (const std::string body : {"", "null", "[]", "\"a\"", "{", "{} {}", "{\"a\":1,\"a\":1}",
                                 "{\"a\":\"\xff\"}", "{\"a\":\"\xc0\xaf\"}", "{\"a\":\"\\u0000\"}",
                                 "{\"a\":\"\\ud800\"}", "{'a':1}", "\xef\xbb\xbf{}"}) {
    EXPECT_EQ(read(json_request("POST", body)), "400 unreadable") << body;
  }
  EXPECT_EQ(read(json_request("POST", "{\"a\":\"" + std::string(70'000, 'x') + "\"}")),
            "400 unreadable");
  std::string deep(40, '[');
  EXPECT_EQ(read(json_request("POST", "{\"a\":" + deep + std::string(40, ']') + "}")),
            "400 unreadable");
  EXPECT_EQ(read(json_request("POST", " {\"a\":null} ")), "read");
}

TEST(JsonBody, EveryErrorIsToldOfAtOnceAndOnce) {
  const auto request = json_request(
      "POST", R"({"a":1,"b":null,"c":[1],"d":"yes","more":1,"more2":{"x":1},"e":["x","y","x"]})");
  auto body = JsonBody::of(request);
  ASSERT_TRUE(body);
  EXPECT_EQ(body->required_text("a"), "");
  EXPECT_EQ(body->required_text("b"), "");
  EXPECT_FALSE(body->texts("c"));
  EXPECT_FALSE(body->flag("d"));
  EXPECT_EQ(body->texts("e"), (std::set<std::string>{"x", "y"}));
  EXPECT_FALSE(body->text("absent"));
  EXPECT_EQ(told(problem_reply(*body->objection(), request)),
            "422 invalid a:wrong_type b:missing c:wrong_type d:wrong_type more:unknown "
            "more2:unknown");
}

TEST(JsonBody, B90_AForbiddenMemberIs403WhateverElseIsWrong) {
  constexpr std::array<std::string_view, 1> roles{"roles"};
  const auto request = json_request("POST", R"({"unknown":1,"roles":["admin"]})");
  auto body = JsonBody::of(request);
  ASSERT_TRUE(body);
  EXPECT_EQ(told(problem_reply(*body->objection(roles), request)), "403 forbidden_field");
}

TEST(JsonBody, AnAnswerDoesNotGrowWithWhatIsSent) {
  std::string members;
  for (int i = 0; i < 1000; ++i) members += "\"m" + std::to_string(i) + "\":1,";
  const auto body = JsonBody::of(json_request("POST", "{" + members + "\"last\":1}"));
  ASSERT_TRUE(body);
  EXPECT_EQ(body->objection()->errors.size(), 16U);
}

TEST(JsonBody, ReadsObjectsOfTextsAndOfLists) {
  auto body = JsonBody::of(json_request(
      "POST", R"({"a":{"x":"1","y":""},"b":{"x":1},"c":[],"d":{"x":["1","2","1"],"y":[]},)"
              R"("e":{"x":"1"},"f":{"x":[1]}})"));
  ASSERT_TRUE(body);
  EXPECT_EQ(body->map("a"), (std::map<std::string, std::string>{{"x", "1"}, {"y", ""}}));
  std::ignore = body->map("b");
  std::ignore = body->map("c");
  EXPECT_EQ(body->lists("d"),
            (std::map<std::string, std::set<std::string>>{{"x", {"1", "2"}}, {"y", {}}}));
  std::ignore = body->lists("e");
  std::ignore = body->lists("f");
  EXPECT_EQ(body->map("g"), std::nullopt);
  EXPECT_EQ(body->lists("g"), std::nullopt);
  const auto wrong = body->objection();
  ASSERT_TRUE(wrong);
  EXPECT_EQ(
      wrong->errors,
      (std::vector<FieldError>{
          {"b", "wrong_type"}, {"c", "wrong_type"}, {"e", "wrong_type"}, {"f", "wrong_type"}}));
}

}  // namespace
}  // namespace chancery::http::test
