// The classes of texts that JSON parsers differ on: what RFC 8259 allows is read, what it forbids
// or leaves open is refused.

#include "domain/codec/json.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace chancery::codec {
namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, ReadsEveryKindOfValue) {
  EXPECT_TRUE(read_json("null")->is_null());
  EXPECT_EQ(read_json("true"), Json(true));
  EXPECT_EQ(read_json(" \t\n\rfalse \t\n\r"), Json(false));
  EXPECT_EQ(read_json("0"), Json(0));
  EXPECT_EQ(read_json(R"("")"), Json(""));
  EXPECT_EQ(read_json("[]"), Json(Json::Array{}));
  EXPECT_EQ(read_json("{}"), Json(Json::Object{}));
  EXPECT_EQ(read_json(R"([1,"a",[null]])"), Json(Json::Array{1, "a", Json::Array{Json()}}));
  EXPECT_EQ(read_json(R"({ "a" : 1 , "b" : {} })"),
            Json::object({{"a", 1}, {"b", Json::Object{}}}));
}

TEST(Json, B54_IntegersAreExactAndNothingElseIsAnInteger) {
  const struct {
    const char* text;
    std::int64_t value;
  } integers[] = {{"0", 0},
                  {"-0", 0},
                  {"-1", -1},
                  {"9007199254740993", 9007199254740993},
                  {"9223372036854775807", INT64_MAX},
                  {"-9223372036854775808", INT64_MIN}};
  for (const auto& [text, value] : integers) {
    const auto json = read_json(text);
    ASSERT_TRUE(json && json->as_integer()) << text;
    EXPECT_EQ(*json->as_integer(), value);
  }
  for (const char* text : {"1.0", "1e0", "1E+2", "0.5", "-0.0", "1e300", "9223372036854775808",
                           "18446744073709551616"}) {
    const auto json = read_json(text);
    ASSERT_TRUE(json) << text;
    EXPECT_EQ(json->as_integer(), nullptr) << text;
    EXPECT_NE(json->as_number(), nullptr) << text;
  }
}

TEST(Json, RefusesNumbersThatRfc8259DoesNotKnow) {
  for (const char* text :
       {"+1",  "01",    "-01",    "00",    "1.",    ".5",  "-",   "-.5",      "1e",
        "1e+", "1e1.5", "0x1",    "1_000", "1 000", "NaN", "nan", "Infinity", "-Infinity",
        "inf", "1e400", "-1e999", "0e",    "1a",    "--1", "1..0"}) {
    EXPECT_FALSE(read_json(text)) << text;
  }
}

TEST(Json, ReadsEveryEscape) {
  EXPECT_EQ(read_json(R"("\"\\\/\b\f\n\r\t")"), Json("\"\\/\b\f\n\r\t"));
  EXPECT_EQ(read_json(R"("\u0041\u00e9\u20AC\ud83d\udc51")"),
            Json("A\xc3\xa9\xe2\x82\xac\xf0\x9f\x91\x91"));
  EXPECT_EQ(read_json(R"("\uDBFF\uDFFF")"), Json("\xf4\x8f\xbf\xbf"));
}

TEST(Json, RefusesStringsThatAreNoText) {
  const std::string refused[] = {R"(")",
                                 R"("a)",
                                 R"("\")",
                                 R"("\x41")",
                                 R"("\u")",
                                 R"("\u00")",
                                 R"("\u00g0")",
                                 R"("\u+041")",
                                 R"("\u 041")",
                                 R"("\u-041")",
                                 R"("\0")",
                                 R"("\U0041")",
                                 R"("\ud800")",
                                 R"("\udc00")",
                                 R"("\ud800\u0041")",
                                 R"("\ud800\ud800")",
                                 R"("\udc00\ud800")",
                                 R"("\ud800x")",
                                 R"("\ud800\)",
                                 R"('a')",
                                 "\"a\nb\"",
                                 "\"a\tb\"",
                                 "\"\x1f\"",
                                 R"("\u0000")",
                                 std::string("\"\0\"", 3),
                                 "\"\xff\"",
                                 "\"\xed\xa0\x80\"",
                                 "\"\xc0\x80\"",
                                 "\"\xc3\""};
  for (const auto& text : refused) EXPECT_FALSE(read_json(text)) << text;
  EXPECT_TRUE(read_json("\"\x7f\""));
}

TEST(Json, RefusesWhatIsNotOneWholeValue) {
  const std::string refused[] = {"",
                                 " ",
                                 "nul",
                                 "nulll",
                                 "True",
                                 "TRUE",
                                 "undefined",
                                 "1 2",
                                 "{}{}",
                                 "[]]",
                                 "[",
                                 "]",
                                 "{",
                                 "}",
                                 "[1",
                                 "[1,",
                                 "[1,]",
                                 "[,1]",
                                 "[1,,2]",
                                 "[1 2]",
                                 "{\"a\"}",
                                 "{\"a\":",
                                 "{\"a\":1",
                                 "{\"a\":1,",
                                 "{\"a\":1,}",
                                 "{,\"a\":1}",
                                 "{a:1}",
                                 "{1:1}",
                                 "{\"a\" 1}",
                                 "{\"a\":1 \"b\":2}",
                                 "{\"a\"::1}",
                                 "[1}",
                                 "{\"a\":1]",
                                 "// c\n1",
                                 "/**/1",
                                 "1//",
                                 "\xef\xbb\xbf{}",
                                 "\x0b"
                                 "1",
                                 "\xc2\xa0"
                                 "1",
                                 "\xe2\x80\xa8"
                                 "1"};
  for (const auto& text : refused) EXPECT_FALSE(read_json(text)) << text;
  EXPECT_FALSE(read_json(std::string("1\0", 2)));
}

TEST(Json, B54_NoNameComesTwiceHoweverItIsSpelt) {
  for (const char* text : {R"({"a":1,"a":1})", R"({"a":1,"b":2,"a":3})", R"({"a":1,"\u0061":2})",
                           R"([{"x":{"a":1,"a":2}}])", R"({"":1,"":2})"}) {
    EXPECT_FALSE(read_json(text)) << text;
  }
  EXPECT_TRUE(read_json(R"({"a":{"a":1},"A":2})"));
}

TEST(Json, B99_NamesAreNotCutAtNulAndTextDoesNotEndAtFf) {
  EXPECT_FALSE(read_json(R"({"iss":"good","iss\u0000x":"bad"})"));
  EXPECT_FALSE(read_json("{\"a\":1}\xff anything"));
}

TEST(Json, B99_IsAsDeepAsItMayBeAndNoDeeper) {
  EXPECT_TRUE(read_json(nested(3), {.depth = 2}));
  EXPECT_FALSE(read_json(nested(4), {.depth = 2}));
  EXPECT_TRUE(read_json(nested(JsonLimits().depth + 1)));
  EXPECT_FALSE(read_json(nested(JsonLimits().depth + 2)));
  EXPECT_FALSE(read_json(std::string(30'000, '[')));
  EXPECT_FALSE(read_json(nested(30'000)));
}

TEST(Json, B99_HasAsManyValuesAndBytesAsItMay) {
  EXPECT_TRUE(read_json("[1,2]", {.values = 3}));
  EXPECT_FALSE(read_json("[1,2,3]", {.values = 3}));
  EXPECT_TRUE(read_json("[1,2]", {.bytes = 5}));
  EXPECT_FALSE(read_json("[1,2]", {.bytes = 4}));
  std::string bomb = "[{}";
  while (bomb.size() < 60'000) bomb += ",{}";
  EXPECT_FALSE(read_json(bomb + "]"));
  EXPECT_FALSE(read_json(std::string(65'537, ' ')));
}

TEST(Json, AccessIsByTypeOnly) {
  const auto json = read_json(R"({"text":"1","number":1.5,"flag":true,"none":null})").value();
  EXPECT_EQ(json.find("text")->as_integer(), nullptr);
  EXPECT_EQ(json.find("number")->as_integer(), nullptr);
  EXPECT_EQ(json.find("number")->as_string(), nullptr);
  EXPECT_EQ(json.find("flag")->as_string(), nullptr);
  EXPECT_TRUE(json.find("none")->is_null());
  EXPECT_EQ(json.find("missing"), nullptr);
  EXPECT_EQ(Json("text").find("text"), nullptr);
}

TEST(Json, WritesCompactlyInTheOrderGiven) {
  auto json = Json::object({{"b", 1}, {"a", Json::Array{true, Json(), -2, 1.5}}});
  json.set("c", Json::Object{});
  EXPECT_EQ(write_json(json), R"({"b":1,"a":[true,null,-2,1.5],"c":{}})");
}

TEST(Json, WritesTextThatIsSafeInHtmlAndLogs) {
  EXPECT_EQ(write_json("\"\\\n\r\t"), R"("\"\\\n\r\t")");
  EXPECT_EQ(write_json("</script>&"), R"("\u003c/script\u003e\u0026")");
  EXPECT_EQ(write_json("\xe2\x80\xa8\xe2\x80\xa9"), R"("\u2028\u2029")");
  EXPECT_EQ(write_json("\x01\x1b\x7f\xc2\x9f"), R"("\u0001\u001b\u007f\u009f")");
  EXPECT_EQ(write_json("\xc3\xa9\xf0\x9f\x91\x91"), "\"\xc3\xa9\xf0\x9f\x91\x91\"");
  EXPECT_EQ(write_json("a\xffz"), R"("a\ufffdz")");
}

TEST(Json, NumbersComeBackAsTheyWere) {
  for (const double value : {0.1, 1e300, -2.5e-300, 1.0, 1e22, 4e15, -0.0}) {
    const auto again = read_json(write_json(value));
    ASSERT_TRUE(again) << value;
    EXPECT_EQ(*again, Json(value)) << write_json(value);
  }
}

TEST(Json, WhatIsNoNumberIsWrittenAsNull) {
  for (const double value : {HUGE_VAL, -HUGE_VAL, std::nan("")}) {
    EXPECT_EQ(write_json(value), "null");
  }
}

}  // namespace
}  // namespace chancery::codec
