// One line, whatever the fields hold.

#include "adapters/system/log_line.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/codec/json.hpp"

namespace chancery::system {
namespace {

const std::chrono::sys_time<std::chrono::milliseconds> at{
    std::chrono::milliseconds(1'767'225'599'007)};

std::string line(LogFormat format, std::string_view message, std::vector<LogField> fields = {}) {
  std::string out;
  append_log_line(out, format, {at, LogLevel::info, message}, fields);
  return out;
}

TEST(LogLine, JsonKeepsTheOrderOfItsFields) {
  EXPECT_EQ(line(LogFormat::json, "request",
                 {{"status", std::int64_t{200}}, {"method", "GET"}, {"bytes", std::int64_t{-1}}}),
            R"({"time":"2025-12-31T23:59:59.007Z","level":"info","msg":"request","status":200,)"
            R"("method":"GET","bytes":-1})"
            "\n");
}

TEST(LogLine, TextQuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(line(LogFormat::text, "now serving",
                 {{"url", "http://a/b?c"},
                  {"agent", "a b"},
                  {"none", ""},
                  {"pair", "a=b"},
                  {"status", std::int64_t{7}}}),
            "2025-12-31T23:59:59.007Z info now serving url=http://a/b?c agent=\"a b\" none=\"\" "
            "pair=\"a=b\" status=7\n");
}

TEST(LogLine, AppendsToWhatIsThere) {
  std::string out = "before\n";
  append_log_line(out, LogFormat::text, {at, LogLevel::error, "x"}, {});
  EXPECT_EQ(out, "before\n2025-12-31T23:59:59.007Z error x\n");
}

class HostileText : public testing::TestWithParam<std::string> {};

TEST_P(HostileText, B100_EndsNoLineAndMovesNoCursor) {
  const auto& text = GetParam();
  for (const auto format : {LogFormat::json, LogFormat::text}) {
    for (const auto& written :
         {line(format, text), line(format, "m", {{"f", text}}), line(format, "m", {{text, "v"}})}) {
      EXPECT_EQ(std::ranges::count(written, '\n'), 1);
      EXPECT_EQ(written.back(), '\n');
      EXPECT_TRUE(std::ranges::none_of(written.substr(0, written.size() - 1), [](unsigned char c) {
        return c < 0x20 || c == 0x7f;
      })) << written;
      EXPECT_EQ(written.find("\xc2\x9b"), std::string::npos) << "C1 CSI";
    }
  }
}

TEST_P(HostileText, B100_StaysInsideItsJsonMember) {
  const auto read = codec::read_json(line(LogFormat::json, GetParam(), {{"f", GetParam()}}));
  if (GetParam().find('\0') != std::string::npos) {
    EXPECT_FALSE(read) << "the strict reader takes no NUL, escaped or not";
    return;
  }
  ASSERT_TRUE(read);
  ASSERT_EQ(read->as_object()->size(), 4U);
  EXPECT_EQ(*read->find("level")->as_string(), "info");
  EXPECT_EQ(*read->find("f")->as_string(), *read->find("msg")->as_string());
}

using namespace std::string_literals;
INSTANTIATE_TEST_SUITE_P(Table, HostileText,
                         testing::Values("a\r\nlevel=error b"s, "\n"s, "\x1b[2J\x1b[31mred"s,
                                         "nul\0byte"s, "\x7f"s,
                                         "\xc2\x9b"
                                         "31m"s,
                                         "\"}\n{\"level\":\"error\",\"msg\":\"forged\"}"s, "\\\""s,
                                         "\xff\xfe broken"s, "\xe2\x80\xa8line separator"s,
                                         "\t\b\f"s, "\xc3\xa4 \xf0\x9f\x94\x91 fine"s,
                                         "</script>"s));

TEST(LogLevel, IsReadAsItIsWritten) {
  using enum LogLevel;
  for (const auto level : {error, warn, info, debug})
    EXPECT_EQ(parse_log_level(name(level)), level);
  EXPECT_EQ(parse_log_level("trace"), std::nullopt);
  EXPECT_EQ(parse_log_level(""), std::nullopt);
  EXPECT_EQ(parse_log_format("json"), LogFormat::json);
  EXPECT_EQ(parse_log_format("text"), LogFormat::text);
  EXPECT_EQ(parse_log_format("JSON"), std::nullopt);
}

}  // namespace
}  // namespace chancery::system
