// Words told apart, and what is refused that cxxopts lets through.

#include "app/cli/flags.hpp"

#include <gtest/gtest.h>

namespace chancery::cli {
namespace {

using Words = std::vector<std::string>;

const std::vector<Flag> known{
    {"name", "TEXT"}, {"public"}, {"scope", "SCOPES", "", true}, {"password-stdin"}};

Flags parsed(const Words& words) {
  auto flags = Flags::parse(words, known);
  EXPECT_TRUE(flags) << flags.error().message;
  return flags.value_or(Flags());
}

TEST(Flags, AreReadInBothForms) {
  const auto flags = parsed({"--name", "a", "--public", "--scope=x y", "--scope", "z", "id"});
  EXPECT_EQ(flags.value("name"), "a");
  EXPECT_TRUE(flags.has("public"));
  EXPECT_FALSE(flags.has("password-stdin"));
  EXPECT_EQ(flags.values("scope"), (Words{"x y", "z"}));
  EXPECT_EQ(flags.operands(), Words{"id"});
  EXPECT_EQ(flags.value("none"), std::nullopt);
}

TEST(Flags, KeepValuesAsTheyAre) {
  const std::string longest(200'000, 'x');
  for (const auto& value : Words{"", "a,b", "a\nb", "-1", "a=b", "true", longest}) {
    EXPECT_EQ(parsed({"--name=" + value}).value("name"), value);
    EXPECT_EQ(parsed({"--scope", value}).values("scope"), Words{value});
  }
  EXPECT_EQ(parsed({"--name=--public"}).value("name"), "--public");
}

TEST(Flags, WhatFollowsTwoDashesIsNoFlag) {
  EXPECT_EQ(parsed({"--public", "--", "--name", "-x"}).operands(), (Words{"--name", "-x"}));
}

TEST(Flags, ASwitchTakesNoWordForItself) {
  const auto flags = parsed({"--public", "id"});
  EXPECT_EQ(flags.operands(), Words{"id"});
}

struct Bad {
  Words words;
  Complaint complaint;
};

class FlagsRefuse : public testing::TestWithParam<Bad> {};

TEST_P(FlagsRefuse, WithAReason) {
  const auto flags = Flags::parse(GetParam().words, known);
  ASSERT_FALSE(flags);
  EXPECT_EQ(flags.error(), GetParam().complaint);
}

constexpr auto write_name = "if it begins with --, write --name=VALUE";

INSTANTIATE_TEST_SUITE_P(
    Table, FlagsRefuse,
    testing::Values(
        Bad{{"--nmae", "x"}, {"unknown flag --nmae", "did you mean --name?"}},
        Bad{{"--password=hunter2"}, {"unknown flag --password", "did you mean --password-stdin?"}},
        Bad{{"-name"},
            {"unknown flag -n",
             "did you mean --name? What begins with a dash and is no flag goes behind --"}},
        Bad{{"--n.ame"}, {"unknown flag --n.ame", "did you mean --name?"}},
        Bad{{"---name"}, {"unknown flag ---name", "did you mean --name?"}},
        Bad{{"--=x"}, {"unknown flag --", "did you mean --name?"}},
        Bad{{"--name"}, {"--name needs a value"}}, Bad{{"--name", "--"}, {"--name needs a value"}},
        Bad{{"--name", "--public"}, {"--name needs a value", write_name}},
        Bad{{"--name", "a", "--name", "b"}, {"--name is given twice"}},
        Bad{{"--public", "--public"}, {"--public is given twice"}},
        Bad{{"--public=false"}, {"--public takes no value"}}));

}  // namespace
}  // namespace chancery::cli
