// docs/settings.md, docs/cli.md and docs/metrics.md say what the program knows, and nothing else.

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>

#include "adapters/metrics/catalogue.hpp"
#include "app/cli/command.hpp"
#include "app/read_file.hpp"
#include "app/settings/table.hpp"
#include "source_dir.hpp"

namespace chancery {
namespace {

/// The cells of every table row of a document in docs/, without the heading.
std::vector<std::vector<std::string>> table_rows(const std::string& document) {
  const auto text = read_small_file(CHANCERY_SOURCE_DIR "/docs/" + document);
  EXPECT_TRUE(text) << document;
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text.value_or(""));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    auto& row = rows.emplace_back();
    std::istringstream cells(line.substr(2));
    for (std::string cell; std::getline(cells, cell, '|');) {
      const auto start = cell.find_first_not_of(' ');
      row.push_back(start == std::string::npos
                        ? ""
                        : cell.substr(start, cell.find_last_not_of(' ') - start + 1));
    }
  }
  return rows;
}

std::string code(std::string_view text) { return '`' + std::string(text) + '`'; }

TEST(SettingsDocument, HasEverySettingWithItsDefaultInTheTablesOrder) {
  const auto written = table_rows("settings.md");
  const auto known = settings::table();
  ASSERT_EQ(written.size(), known.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto& row = known[i];
    EXPECT_EQ(written[i][0], code(row.name));
    EXPECT_EQ(written[i][1],
              row.fallback.empty() ? std::string(settings::default_text(row)) : code(row.fallback));
    EXPECT_FALSE(written[i][2].empty()) << row.name;
  }
}

TEST(MetricsDocument, HasEveryMetricAsItIsInTheCataloguesOrder) {
  const auto written = table_rows("metrics.md");
  const auto known = metrics::catalogue();
  ASSERT_EQ(written.size(), known.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto& metric = *known[i];
    std::string labels;
    for (const char c : metric.labels) labels += c == ',' ? "`, `" : std::string(1, c);
    EXPECT_EQ(written[i][0], code(metric.name));
    EXPECT_EQ(written[i][1], name(metric.kind)) << metric.name;
    EXPECT_EQ(written[i][2], labels.empty() ? "" : code(labels)) << metric.name;
    EXPECT_EQ(written[i][3], metric.help) << metric.name;
  }
}

TEST(CliDocument, HasEveryCommandWithItsFlagsInTheTablesOrder) {
  const auto written = table_rows("cli.md");
  const auto& known = cli::commands();
  ASSERT_EQ(written.size(), known.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto& command = known[i];
    const auto operand = command.operand.empty() ? "" : ' ' + std::string(command.operand);
    EXPECT_EQ(written[i][0], code(std::string(command.name) + operand));
    std::set<std::string> flags;
    for (const auto& flag : command.flags) {
      flags.insert(code("--" + flag.name + (flag.repeats ? " ..." : "")));
    }
    std::set<std::string> documented;
    const std::regex in_code("`[^`]+`");
    const auto& cell = written[i][2];
    for (std::sregex_iterator it(cell.begin(), cell.end(), in_code), end; it != end; ++it) {
      documented.insert(it->str());
    }
    EXPECT_EQ(documented, flags) << command.name;
  }
}

}  // namespace
}  // namespace chancery
