#include "domain/scopes.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

struct ScopeText {
  std::string text;
  Scopes expected;
};

TEST(ScopesParse, ReadsTheGrammarOfRfc6749) {
  for (const ScopeText& row :
       {ScopeText{"", {}}, ScopeText{"a", {"a"}}, ScopeText{"b a", {"a", "b"}},
        ScopeText{"a a", {"a"}}, ScopeText{"a A", {"A", "a"}}, ScopeText{"!", {"!"}},
        ScopeText{"~", {"~"}},
        ScopeText{"https://api.example/read urn:x:y", {"https://api.example/read", "urn:x:y"}}}) {
    const auto scopes = Scopes::parse(row.text);
    ASSERT_TRUE(scopes.has_value()) << row.text;
    EXPECT_EQ(*scopes, row.expected) << row.text;
  }
}

TEST(ScopesParse, B10_RefusesEveryOtherText) {
  using namespace std::string_literals;
  for (const auto& text : {" "s, " a"s, "a "s, "a  b"s, "a\tb"s, "a\nb"s, "a\r\nb"s, "a\"b"s,
                           "a\\b"s, "a\x7f"s, "a\x1f"s, "a\0b"s, "\0"s, "\xc3\xa4"s, "a\xff"s}) {
    EXPECT_FALSE(Scopes::parse(text).has_value()) << testing::PrintToString(text);
  }
}

TEST(ScopesToString, IsReadBackAsTheSameSet) {
  const Scopes scopes{"profile", "email", "openid"};
  EXPECT_EQ(scopes.to_string(), "email openid profile");
  EXPECT_EQ(Scopes::parse(scopes.to_string()), scopes);
  EXPECT_EQ(Scopes{}.to_string(), "");
}

TEST(ScopesCovers, IsTheSubsetRelation) {
  const Scopes granted{"a", "b"};
  EXPECT_TRUE(granted.covers({}));
  EXPECT_TRUE(granted.covers({"a"}));
  EXPECT_TRUE(granted.covers({"b", "a"}));
  EXPECT_FALSE(granted.covers({"c"}));
  EXPECT_FALSE(granted.covers({"a", "c"}));
  EXPECT_FALSE(granted.covers({"A"}));
  EXPECT_FALSE(Scopes{}.covers({"a"}));
  EXPECT_TRUE(Scopes{}.covers({}));
}

}  // namespace
}  // namespace chancery
