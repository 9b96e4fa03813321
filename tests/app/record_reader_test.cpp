#include "app/cli/record_reader.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace chancery::cli {
namespace {

using Records = std::vector<std::string>;

/// `LINE:TEXT` of each; those that were cut end with an ellipsis. An X at the end: it is not whole.
Records records(const std::string& text, std::string_view member = "") {
  std::istringstream in(text);
  RecordReader reader(in, member);
  Records records;
  while (const auto record = reader.next()) {
    records.push_back(std::to_string(record->line) + ':' + std::string(record->text) +
                      (record->is_cut ? "..." : ""));
  }
  EXPECT_EQ(reader.bytes(), text.size());
  if (!reader.is_whole()) records.emplace_back("X");
  return records;
}

TEST(RecordReader, TakesLines) {
  EXPECT_EQ(records(""), Records{});
  EXPECT_EQ(records("{\"a\":1}\n\n{\"b\":2}\r\nc"), (Records{"1:{\"a\":1}", "3:{\"b\":2}", "4:c"}));
  EXPECT_EQ(records("\n \n{}\n"), (Records{"3:{}"}));
  EXPECT_EQ(records("\xef\xbb\xbf{}\n"), (Records{"1:{}"}));
}

TEST(RecordReader, TakesTheElementsOfAnArray) {
  EXPECT_EQ(records("[]"), Records{});
  EXPECT_EQ(records(" [ {\"a\":[1,{}]} ,\n\n {\"b\":\"x,]}\\\"\\\\\"}\n]\n"),
            (Records{"1:{\"a\":[1,{}]} ", "3:{\"b\":\"x,]}\\\"\\\\\"}\n"}));
  EXPECT_EQ(records("[1,[2,3],\"4\"]"), (Records{"1:1", "1:[2,3]", "1:\"4\""}));
  EXPECT_EQ(records("[{}]", "users"), (Records{"1:{}"}));
}

TEST(RecordReader, TakesTheArrayThatIsAMember) {
  EXPECT_EQ(
      records(R"({"realm":"users","x":["users"],"y":{"users":[1]},"users":[{"a":1},{}],"z":1})",
              "users"),
      (Records{"1:{\"a\":1}", "1:{}"}));
  EXPECT_EQ(records(R"({"usersX":[1],"user":[2]})", "users"), (Records{"X"}));
  EXPECT_EQ(records("{\"users\":[]}", "users"), Records{});
}

TEST(RecordReader, SaysWhenTheEndIsMissing) {
  EXPECT_EQ(records("[{},"), (Records{"1:{}", "X"}));
  EXPECT_EQ(records("[{}, {\"a\":"), (Records{"1:{}", "X"}));
  EXPECT_EQ(records("{\"users\":[{}]", "users"), (Records{"1:{}", "X"}));
  EXPECT_EQ(records("{\"users\":[{\"a\":\"}]}", "users"), (Records{"X"}));
}

TEST(RecordReader, CutsWhatIsLongerThan64KiB) {
  const std::string longest(65534, 'x');
  EXPECT_EQ(records("[\"" + longest + "\"]"), (Records{"1:\"" + longest + '"'}));
  EXPECT_EQ(records("[\"" + longest + "y\",2]"), (Records{"1:\"" + longest + "y...", "1:2"}));
  EXPECT_EQ(records("{\"" + longest + "\n{}\n"), (Records{"1:{\"" + longest, "2:{}"}));
  EXPECT_EQ(records("{\"" + longest + "y\n{}\n"), (Records{"1:{\"" + longest + "...", "2:{}"}));
}

}  // namespace
}  // namespace chancery::cli
