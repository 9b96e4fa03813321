// What keeps the documents readable: decision records are half a page and can be found.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/architecture/source_tree.hpp"

namespace chancery::architecture {
namespace {

namespace fs = std::filesystem;

constexpr auto half_a_page = 45;

std::vector<fs::path> decision_records() {
  std::vector<fs::path> records;
  for (const auto& entry : fs::directory_iterator(project_root() / "docs/decisions")) {
    if (entry.path().filename() != "README.md") records.push_back(entry.path());
  }
  return records;
}

TEST(DecisionRecords, AreHalfAPage) {
  for (const auto& record : decision_records()) {
    const auto text = read_file(record);
    EXPECT_LE(std::ranges::count(text, '\n'), half_a_page) << record << ": say less";
    EXPECT_TRUE(text.starts_with("# ")) << record << ": begin with what was decided, as the title";
  }
}

TEST(DecisionRecords, AreListedInTheirReadme) {
  const auto index = read_file(project_root() / "docs/decisions/README.md");
  const auto records = decision_records();
  ASSERT_FALSE(records.empty());
  for (const auto& record : records) {
    EXPECT_NE(index.find("(" + record.filename().string() + ")"), std::string::npos)
        << record.filename() << " has no line in docs/decisions/README.md";
  }
}

}  // namespace
}  // namespace chancery::architecture
