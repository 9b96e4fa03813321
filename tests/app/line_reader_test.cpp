#include "app/cli/line_reader.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace chancery::cli {
namespace {

using namespace std::string_literals;

/// The lines; those that were cut end with an ellipsis.
std::vector<std::string> lines(const std::string& text, std::size_t longest = 5) {
  std::istringstream in(text);
  LineReader reader(in, longest);
  std::vector<std::string> lines;
  while (const auto line = reader.next()) {
    lines.push_back(std::string(line->text) + (line->is_cut ? "..." : ""));
    EXPECT_EQ(reader.number(), lines.size());
  }
  EXPECT_EQ(reader.bytes(), text.size());
  EXPECT_FALSE(reader.next());
  return lines;
}

using Lines = std::vector<std::string>;

TEST(LineReader, TakesEveryLineWithoutItsEnd) {
  EXPECT_EQ(lines(""), Lines{});
  EXPECT_EQ(lines("\n"), Lines{""});
  EXPECT_EQ(lines("a"), Lines{"a"});
  EXPECT_EQ(lines("a\nb\n"), (Lines{"a", "b"}));
  EXPECT_EQ(lines("a\r\n\r\nb"), (Lines{"a", "", "b"}));
  EXPECT_EQ(lines("\ra\r\r\n"), Lines{"\ra\r"});
  EXPECT_EQ(lines(" a \0\n"s), Lines{" a \0"s});
}

TEST(LineReader, CutsLongLinesAndSaysSo) {
  EXPECT_EQ(lines("12345\n1"), (Lines{"12345", "1"}));
  EXPECT_EQ(lines("12345\r\n1"), (Lines{"12345", "1"}));
  EXPECT_EQ(lines("123456\n1"), (Lines{"12345...", "1"}));
  EXPECT_EQ(lines("123456\r\n1"), (Lines{"12345...", "1"}));
  EXPECT_EQ(lines("1234567"), Lines{"12345..."});
}

TEST(LineReader, LinesMayLieAcrossWhatIsReadAtATime) {
  constexpr std::size_t piece = std::size_t{64} * 1024;
  for (const auto length : {piece - 1, piece, piece + 1, 3 * piece}) {
    const std::string text(length, 'x');
    EXPECT_EQ(lines(text + "\nlast\n", 10 * piece), (Lines{text, "last"}));
    EXPECT_EQ(lines(text + "\r\nlast", 10 * piece), (Lines{text, "last"}));
    EXPECT_EQ(lines(text + "\nlast"), (Lines{"xxxxx...", "last"}));
  }
}

}  // namespace
}  // namespace chancery::cli
