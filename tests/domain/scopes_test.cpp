#include "domain/scopes.hpp"

#include <gtest/gtest.h>

namespace chancery {
namespace {

TEST(Scopes, AreASetWithoutOrder) {
  EXPECT_EQ(Scopes::parse("b a b"), (Scopes{"a", "b"}));
  EXPECT_EQ(Scopes::parse("b a")->to_string(), "a b");
  EXPECT_EQ(Scopes::parse(""), Scopes{});
  EXPECT_NE(Scopes::parse("a"), (Scopes{"A"}));
}

TEST(Scopes, TakeEveryCharacterOfTheGrammar) {
  for (int c = 0; c < 256; ++c) {
    const bool allowed = c == 0x21 || (c >= 0x23 && c <= 0x5b) || (c >= 0x5d && c <= 0x7e);
    EXPECT_EQ(Scopes::parse(std::string{'x', static_cast<char>(c), 'y'}).has_value(),
              allowed || c == ' ')
        << c;
    EXPECT_EQ(Scopes::parse(std::string(1, static_cast<char>(c))).has_value(), allowed) << c;
  }
}

TEST(Scopes, B10_OneSpaceAndNothingElseStandsBetweenThem) {
  for (const char* text : {" ", " a", "a ", "a  b", "a\tb", "a\nb",
                           "a\xc2\xa0"
                           "b"}) {
    EXPECT_FALSE(Scopes::parse(text)) << text;
  }
}

TEST(Scopes, CoverTheirSubsets) {
  const Scopes all{"a", "b"};
  EXPECT_TRUE(all.covers({}));
  EXPECT_TRUE(all.covers({"b"}));
  EXPECT_TRUE(all.covers(all));
  EXPECT_FALSE(all.covers({"b", "c"}));
  EXPECT_FALSE(Scopes{}.covers({"a"}));
}

}  // namespace
}  // namespace chancery
