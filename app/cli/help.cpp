#include "app/cli/help.hpp"

#include <algorithm>
#include <utility>

#include "app/settings/table.hpp"

namespace chancery::cli {
namespace {

using Line = std::pair<std::string, std::string>;

/// Two columns, the second aligned.
std::string columns(const std::vector<Line>& lines) {
  constexpr std::size_t widest = 38;
  std::size_t width = 0;
  for (const auto& [left, right] : lines) {
    if (left.size() <= widest) width = std::max(width, left.size());
  }
  std::string out;
  for (const auto& [left, right] : lines) {
    const bool own_line = left.size() > width;
    out += "  " + left + (own_line ? "\n" + std::string(width + 2, ' ') : "");
    out += std::string(own_line ? 2 : width - left.size() + 2, ' ') + right + '\n';
  }
  return out;
}

std::string synopsis(const Command& command) {
  std::string out(command.name);
  if (!command.operand.empty()) out += ' ' + std::string(command.operand);
  return out;
}

std::string command_lines(std::string_view group) {
  std::vector<Line> lines;
  for (const auto& command : commands()) {
    if (!command.name.starts_with(group)) continue;
    lines.emplace_back(synopsis(command), command.summary);
  }
  return columns(lines);
}

Line line_of(const Flag& flag) {
  auto left = "--" + flag.name + (flag.placeholder.empty() ? "" : ' ' + flag.placeholder);
  if (flag.repeats) left += " ...";
  return {std::move(left), flag.help};
}

Line line_of(const settings::Row& row) {
  const auto flag = "--" + settings::flag_name(row);
  auto left = row.secret ? flag + "-file FILE" : flag + ' ' + std::string(row.placeholder);
  return {std::move(left),
          std::string(row.help) + " [" + std::string(settings::default_text(row)) + ']'};
}

std::string setting_lines() {
  std::vector<Line> lines{{"--config FILE", "a file of CHANCERY_NAME=value lines"}};
  for (const auto& row : settings::table()) lines.push_back(line_of(row));
  return columns(lines);
}

}  // namespace

std::string program_help() {
  return "chancery: an OAuth 2 and OpenID Connect token authority\n\n"
         "usage: chancery COMMAND [FLAG ...]\n\n" +
         command_lines("") +
         "\nchancery COMMAND --help tells more; chancery serve --help lists the settings, which "
         "every\n"
         "command takes; chancery --version tells the version.\n";
}

std::string group_help(std::string_view group) {
  return "usage: chancery " + std::string(group) + " COMMAND [FLAG ...]\n\n" +
         command_lines(std::string(group) + ' ');
}

std::string command_help(const Command& command) {
  auto out = "usage: chancery " + synopsis(command) + " [FLAG ...]\n\n" +
             std::string(command.summary) + "\n\n";
  std::vector<Line> lines;
  for (const auto& flag : command.flags) lines.push_back(line_of(flag));
  if (command.prints) lines.emplace_back("--json", "print JSON");
  lines.emplace_back("--help", "print this");
  out += columns(lines);
  if (command.name != "serve") {
    return out + "\nand the settings that chancery serve --help lists, such as --database-url.\n";
  }
  return out +
         "\nSettings: --name VALUE, or --name-file FILE that holds the value; or CHANCERY_NAME "
         "and\n"
         "CHANCERY_NAME_FILE in the environment or in the --config file. Defaults in "
         "brackets.\n\n" +
         setting_lines();
}

}  // namespace chancery::cli
