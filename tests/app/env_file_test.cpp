// The .env format, line by line.

#include "app/settings/env_file.hpp"

#include <gtest/gtest.h>

namespace chancery::settings {
namespace {

struct Good {
  const char* line;
  const char* value;
};

class EnvFileValue : public testing::TestWithParam<Good> {};

TEST_P(EnvFileValue, IsRead) {
  const auto lines = parse_env_file(GetParam().line);
  ASSERT_TRUE(lines) << lines.error().message;
  EXPECT_EQ(*lines, (std::vector<EnvLine>{{"A", GetParam().value, 1}}));
}

INSTANTIATE_TEST_SUITE_P(
    Table, EnvFileValue,
    testing::Values(Good{"A=b", "b"}, Good{"A=", ""}, Good{"A=b\n", "b"}, Good{"A=b\r\n", "b"},
                    Good{"  A = b  ", "b"}, Good{"export A=b", "b"}, Good{"A=b c", "b c"},
                    Good{"A=b # c", "b"}, Good{"A=b#c", "b#c"}, Good{"A=# c", ""},
                    Good{"A= # c", ""}, Good{"A=b=c", "b=c"}, Good{"A=$B", "$B"},
                    Good{"A=${B}", "${B}"}, Good{"A=$(id)", "$(id)"}, Good{"A=`id`", "`id`"},
                    Good{"A=b\\n", "b\\n"}, Good{"A='b # c'", "b # c"},
                    Good{"A='b\\n$C\"'", "b\\n$C\""}, Good{"A=''", ""}, Good{"A=' b ' # c", " b "},
                    Good{"A=\"b # c\"", "b # c"}, Good{"A=\"b\\n\\t\\\"\\\\\\$\"", "b\n\t\"\\$"},
                    Good{"A=\"$B\"", "$B"}, Good{"A=\"\"", ""}, Good{"A=b'c'", "b'c'"},
                    Good{"\xef\xbb\xbf"
                         "A=b",
                         "b"},
                    Good{"A=\xc3\xa4", "\xc3\xa4"}));

struct Bad {
  const char* text;
  const char* message;
};

class EnvFileLine : public testing::TestWithParam<Bad> {};

TEST_P(EnvFileLine, IsRefused) {
  const auto lines = parse_env_file(GetParam().text);
  ASSERT_FALSE(lines);
  EXPECT_EQ(lines.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Table, EnvFileLine,
    testing::Values(Bad{"A", "line 1: this is no NAME=value"},
                    Bad{"\n=b", "line 2: this is no NAME=value"},
                    Bad{"A-B=c", "line 1: this is no NAME=value"},
                    Bad{"A B=c", "line 1: this is no NAME=value"},
                    Bad{"A: b", "line 1: this is no NAME=value"},
                    Bad{"A='b", "line 1: the closing ' is missing"},
                    Bad{"A='b' c", "line 1: there is text behind the closing '"},
                    Bad{"A='b'#c", "line 1: there is text behind the closing '"},
                    Bad{"A=\"b", "line 1: the closing \" is missing"},
                    Bad{"A=\"b\\", "line 1: a \\ stands before n, t, \", \\ and $ only"},
                    Bad{"A=\"b\\x\"", "line 1: a \\ stands before n, t, \", \\ and $ only"},
                    Bad{"A=\"b\"c", "line 1: there is text behind the closing \""},
                    Bad{"A=\"b\nc\"", "line 1: the closing \" is missing"},
                    Bad{"A=b\n\nB=c\nA=b", "line 4: A stands in line 1 too"},
                    Bad{"A=\xff", "the file is not UTF-8"}));

TEST(EnvFile, KeepsLinesInTheirOrderAndCountsEmptyOnes) {
  const auto lines = parse_env_file("# first\r\n\r\nB=1\r\n   \n  # x=y\nA=2");
  ASSERT_TRUE(lines);
  EXPECT_EQ(*lines, (std::vector<EnvLine>{{"B", "1", 3}, {"A", "2", 6}}));
}

TEST(EnvFile, B100_ComplaintsDoNotRepeatTheLine) {
  const auto lines = parse_env_file("CHANCERY_MASTER_KEY='hunter2");
  ASSERT_FALSE(lines);
  EXPECT_EQ(lines.error().message.find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace chancery::settings
