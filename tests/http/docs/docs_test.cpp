// How descriptions become HTML, and examples commands.

#include <gtest/gtest.h>

#include "adapters/http/docs/curl_lines.hpp"
#include "adapters/http/docs/docs_page.hpp"
#include "adapters/http/docs/fields.hpp"
#include "adapters/http/docs/markup.hpp"
#include "adapters/http/docs/pretty_json.hpp"

namespace chancery::http::docs {
namespace {

TEST(Markup, TextStandsForItself) {
  EXPECT_EQ(escaped(R"(<a href="x">&</a>)"), "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
}

TEST(Markup, ALineHasCodeAndStress) {
  const struct {
    const char* markdown;
    const char* html;
  } cases[] = {
      {"plain", "plain"},
      {"a `<b>` c", "a <code>&lt;b&gt;</code> c"},
      {"**a** b", "<strong>a</strong> b"},
      {"`a**b`", "<code>a**b</code>"},
      {"one ` alone", "one ` alone"},
      {"2 * 3 ** 4", "2 * 3 ** 4"},
      {"``", "``"},
      {"", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(inline_markdown(c.markdown), c.html);
}

TEST(Markup, BlocksAreParagraphsAndLists) {
  EXPECT_EQ(markdown("one\ntwo\n\nthree\n"), "<p>one two</p>\n<p>three</p>\n");
  EXPECT_EQ(markdown("list:\n\n- a\n  b\n- c\n\nend\n"),
            "<p>list:</p>\n<ul>\n<li>a b</li>\n<li>c</li>\n</ul>\n<p>end</p>\n");
  EXPECT_EQ(markdown(""), "");
}

TEST(PrettyJson, IsIndented) {
  const auto value = codec::read_json(R"({"a":[1,{"b":null}],"c":{},"d":[]})");
  EXPECT_EQ(
      pretty_json(*value),
      "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}");
}

/// A document with one operation.
std::string with_operation(const std::string& method, const std::string& operation) {
  return R"({"tags":[{"name":"T"}],"info":{"title":"T"},"components":{"securitySchemes":{}},)"
         R"("paths":{"/a/{id}":{"parameters":[{"name":"id","in":"path","schema":{"type":"string"},)"
         R"("example":"7"}],")" +
         method + R"(":{"tags":["T"],"operationId":"o",)" + operation + "}}}}";
}

std::vector<std::string> lines_of(const std::string& method, const std::string& operation) {
  const ApiDescription api(with_operation(method, operation));
  return curl_lines(api, api.tags()[0].operations[0], "https://id.example");
}

using Lines = std::vector<std::string>;

TEST(CurlLines, PutExamplesIntoThePath) {
  EXPECT_EQ(lines_of("get", R"("security":[])"), Lines{"curl https://id.example/a/7"});
  EXPECT_EQ(lines_of("delete", R"("security":[{"bearer":[]}])"),
            Lines{"curl -X DELETE https://id.example/a/7 \\\n"
                  "  -H \"Authorization: Bearer $TOKEN\""});
}

TEST(CurlLines, SendJsonThatNoShellReads) {
  EXPECT_EQ(
      lines_of("patch",
               R"("requestBody":{"content":{"application/json":{"example":{"a":"it's $HOME"}}}})"),
      Lines{"curl -X PATCH https://id.example/a/7 \\\n"
            "  --json '{\n    \"a\": \"it'\\''s $HOME\"\n  }'"});
}

TEST(CurlLines, SendFormsWithTheClientOnce) {
  const auto lines = lines_of(
      "post",
      R"("security":[{"clientBasic":[]},{}],"requestBody":{"content":{"application/x-www-form-urlencoded":)"
      R"({"examples":{"x":{"value":{"a":"b c"}},"y":{"value":{"client_id":"web"}}}}}})");
  EXPECT_EQ(lines, (Lines{"curl https://id.example/a/7 \\\n"
                          "  -u \"$CLIENT_ID:$CLIENT_SECRET\" \\\n"
                          "  --data-urlencode 'a=b c'",
                          "curl https://id.example/a/7 \\\n  -d client_id=web"}));
}

TEST(TypeOf, SaysWhatASchemaAllows) {
  const ApiDescription api(
      R"({"components":{"schemas":{"U":{"type":"object","properties":{"a":{"type":"string"}}},)"
      R"("E":{"type":"string","format":"email"}}}})");
  const struct {
    const char* schema;
    const char* html;
  } cases[] = {
      {R"({"type":"string","minLength":8,"maxLength":9})", "string, 8 to 9 characters"},
      {R"({"type":"string","maxLength":9})", "string, up to 9 characters"},
      {R"({"type":"integer","minimum":1,"default":50})",
       "integer, at least 1, default <code>50</code>"},
      {R"({"type":["string","null"]})", "string or null"},
      {R"({"type":"string","const":"<x>"})", "<code>&lt;x&gt;</code>"},
      {R"({"enum":["a","b"]})", "<code>a</code> or <code>b</code>"},
      {R"({"type":"array","items":{"type":"string"}})", "list of string"},
      {R"({"$ref":"#/components/schemas/E"})", "string, email"},
      {R"({"oneOf":[{"$ref":"#/components/schemas/U"},{"type":"null"}]})",
       "<a href=\"#schema-U\">U</a> or null"},
  };
  for (const auto& c : cases) EXPECT_EQ(type_of(api, *codec::read_json(c.schema)), c.html);
}

TEST(ApiDescription, ADocumentThatIsNoneIsAnError) {
  EXPECT_THROW(ApiDescription("{"), std::logic_error);
  EXPECT_THROW(ApiDescription(R"({"paths":{"/":{"get":{"tags":["unknown"]}}}})"), std::logic_error);
  EXPECT_THROW(docs_page("{}", Issuer("https://id.example"), ""), std::logic_error);
}

}  // namespace
}  // namespace chancery::http::docs
