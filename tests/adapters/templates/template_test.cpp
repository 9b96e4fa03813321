#include "adapters/templates/template.hpp"

#include <gtest/gtest.h>

namespace chancery::templates {
namespace {

const Names names{.texts = {"name", "none", "who"},
                  .flags = {"yes", "no"},
                  .lists = {{"items", {"item"}}, {"empty", {"item"}}},
                  .fragments = {"page"}};

Catalogue english() {
  return Catalogue::parse("hello = Hello, {who}!\neach = <{item}>\nbare = plain\n").value();
}

Values values() {
  Values all;
  all.text("name", R"(<a href="x" title='y'>&</a>)")
      .text("none", "")
      .text("who", "Ada & <b>")
      .flag("yes", true)
      .flag("no", false)
      .list("items", {Values().text("item", "1"), Values().text("item", "2<")})
      .list("empty", {})
      .fragment("page", "<p>ours</p>");
  return all;
}

struct Case {
  const char* text;
  const char* page;
};

TEST(Template, WritesWhatItIsGiven) {
  const Case cases[]{
      {"", ""},
      {"no tag } }} {", "no tag } }} {"},
      {"{{who}}", "Ada &amp; &lt;b&gt;"},
      {"{{ who }}{{!who}}{{! two\nlines }}", "Ada &amp; &lt;b&gt;"},
      {"{{#yes}}a{{/yes}}{{#no}}b{{/no}}", "a"},
      {"{{^yes}}a{{/yes}}{{^no}}b{{/no}}", "b"},
      {"{{#who}}a{{/who}}{{#none}}b{{/none}}{{^none}}c{{/none}}{{^who}}d{{/who}}", "ac"},
      {"{{#items}}[{{item}}{{none}}]{{/items}}", "[1][2&lt;]"},
      {"{{#empty}}a{{/empty}}{{^empty}}b{{/empty}}{{^items}}c{{/items}}", "b"},
      {"{{#items}}{{#yes}}{{item}}{{/yes}}{{/items}}", "12&lt;"},
      {"{{>page}}", "<p>ours</p>"},
      {"{{text.hello}}", "Hello, Ada &amp; &lt;b&gt;!"},
      {"{{#items}}{{text.each}}{{/items}}", "&lt;1&gt;&lt;2&lt;&gt;"},
  };
  const auto texts = english();
  for (const auto& [text, page] : cases) {
    const auto made = Template::parse(text, names, texts);
    ASSERT_TRUE(made) << text << ": " << made.error().message;
    EXPECT_EQ(made->render(values(), texts), page) << text;
  }
}

TEST(Template, B13_EscapesInElementsAndAttributes) {
  const auto texts = english();
  const auto made = Template::parse("{{name}}", names, texts);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->render(values(), texts),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
}

TEST(Template, InPlainTextAValueStandsAsItIsAndEndsNoLine) {
  const auto texts = english();
  const auto made = Template::parse("{{who}}\n{{text.hello}}\n{{name}}\n{{>page}}", names, texts);
  ASSERT_TRUE(made);
  auto all = values();
  all.text("name", "a\r\nBcc: b\x1b[2J\x7f");
  EXPECT_EQ(made->render(all, texts, Form::text),
            "Ada & <b>\nHello, Ada & <b>!\na  Bcc: b [2J \n<p>ours</p>");
}

struct Wrong {
  std::string text;
  std::size_t line;
  const char* says;
};

TEST(Template, SaysWhatIsWrongAndWhere) {
  std::string deep;
  for (std::size_t i = 0; i <= Template::max_depth; ++i) deep += "{{#yes}}\n";
  const Wrong cases[]{
      {"a\nb {{nobody}}", 2, "{{nobody}} is not known here"},
      {"{{item}}", 1, "{{item}} is not known here"},
      {"{{^items}}{{item}}{{/items}}", 1, "{{item}} is not known here"},
      {"{{yes}}", 1, "{{yes}} is not known here"},
      {"{{page}}", 1, "{{page}} is not known here"},
      {"{{>who}}", 1, "{{>who}} is not known here"},
      {"{{#page}}{{/page}}", 1, "{{#page}} is not known here"},
      {"{{text.nothing}}", 1, "there is no text {{text.nothing}}"},
      {"\n{{text.each}}", 2, "the text {{text.each}} needs {item}, which is not known here"},
      {"{{{who}}}", 1, "a tag is none of"},
      {"{{&who}}", 1, "a tag is none of"},
      {"{{=<% %>=}}", 1, "a tag is none of"},
      {"{{who", 1, "a tag is empty or not closed"},
      {"{{}}", 1, "a tag is empty or not closed"},
      {"\n{{ }}", 2, "a tag is empty or not closed"},
      {"{{#yes}}\n{{#no}}\n{{/yes}}", 3, "{{/yes}} closes no section"},
      {"{{/yes}}", 1, "{{/yes}} closes no section"},
      {"a\n{{#yes}}\nb\n", 2, "{{#yes}} is not closed"},
      {deep, Template::max_depth + 1, "sections stand too deep in each other"},
      {"\xff", 1, "the text is not UTF-8"},
  };
  const auto texts = english();
  for (const auto& [text, line, says] : cases) {
    const auto made = Template::parse(text, names, texts);
    ASSERT_FALSE(made) << text;
    EXPECT_EQ(made.error().line, line) << text;
    EXPECT_TRUE(made.error().message.starts_with(says)) << text << ": " << made.error().message;
  }
}

TEST(Template, SaysWhichNamesThereAre) {
  const auto made = Template::parse("{{#items}}{{nobody}}{{/items}}", names, english());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().hint, "known are: item, name, none, who");
}

}  // namespace
}  // namespace chancery::templates
