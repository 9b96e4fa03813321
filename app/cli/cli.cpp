#include "app/cli/cli.hpp"

#include <algorithm>
#include <exception>
#include <ostream>

#include "app/cli/command.hpp"
#include "app/cli/help.hpp"
#include "app/nearest.hpp"
#include "app/settings/table.hpp"
#include "domain/codec/utf8.hpp"

namespace chancery::cli {
namespace {

using Words = std::vector<std::string>;

struct Job {
  const Words& words;
  const std::map<std::string, std::string>& environment;
  Console& console;
  const Wiring& wiring;
};

bool is_help(const std::string& word) { return word == "--help" || word == "-h"; }

/// The part of a command's name before the space; empty when it has one word only.
std::string_view group_of(const Command& command) {
  const auto space = command.name.find(' ');
  return space == std::string_view::npos ? std::string_view() : command.name.substr(0, space);
}

bool is_group(std::string_view word) {
  return !word.empty() && std::ranges::find(commands(), word, group_of) != commands().end();
}

/// The first words of all commands, or the second ones of a group.
Words choices(std::string_view group) {
  Words names;
  for (const auto& command : commands()) {
    const auto own = group_of(command);
    if (group.empty()) {
      names.emplace_back(own.empty() ? command.name : own);
    } else if (own == group) {
      names.emplace_back(command.name.substr(group.size() + 1));
    }
  }
  return names;
}

std::unexpected<Failure> unknown_command(const std::string& group, const std::string& word) {
  const auto before = group.empty() ? "" : group + ' ';
  return wrong_usage(
      "unknown command " + before + word,
      "did you mean chancery " + before + nearest(word, choices(group)).value_or("") + "?");
}

/// What the first words name: a command, or nothing when its help was printed instead.
struct Found {
  const Command* command = nullptr;
  Words rest{};
};

std::expected<Found, Failure> find_in_group(const Job& job) {
  const auto& group = job.words.front();
  if (job.words.size() < 2) {
    return wrong_usage(group + " is only half a command",
                       "chancery " + group + " --help lists them");
  }
  const auto& word = job.words[1];
  if (is_help(word)) {
    job.console.out << group_help(group);
    return Found{};
  }
  const auto command = std::ranges::find(commands(), group + ' ' + word, &Command::name);
  if (command == commands().end()) return unknown_command(group, word);
  return Found{&*command, Words(job.words.begin() + 2, job.words.end())};
}

std::expected<Found, Failure> find_command(const Job& job) {
  if (job.words.empty()) {
    return wrong_usage("a command is missing", "chancery --help lists them");
  }
  const auto& first = job.words.front();
  if (is_help(first) || first == "help") {
    job.console.out << program_help();
    return Found{};
  }
  if (first == "--version") {
    job.console.out << "chancery " CHANCERY_VERSION "\n";
    return Found{};
  }
  if (first.starts_with('-')) {
    return wrong_usage("the command comes before the flags",
                       "before it stand only --help, which lists them, and --version");
  }
  if (is_group(first)) return find_in_group(job);
  const auto command = std::ranges::find(commands(), first, &Command::name);
  const bool one_word = first.find(' ') == std::string::npos;
  if (command == commands().end() || !one_word) return unknown_command("", first);
  return Found{&*command, Words(job.words.begin() + 1, job.words.end())};
}

std::vector<Flag> known_flags(const Command& command) {
  auto flags = command.flags;
  if (command.prints) flags.push_back({"json"});
  flags.push_back({"help"});
  flags.push_back({"config", "FILE"});
  for (const auto& name : settings::flag_names()) flags.push_back({name, "VALUE"});
  return flags;
}

/// A secret's plain flag is unknown, but has an answer of its own.
std::optional<Failure> plain_secret(const Words& words) {
  for (const auto& row : settings::table()) {
    const auto flag = "--" + settings::flag_name(row);
    const auto given = [&](const std::string& word) {
      return word == flag || word.starts_with(flag + '=');
    };
    if (!row.secret || std::ranges::none_of(words, given)) continue;
    return wrong_usage(
               "there is no " + flag + ": arguments are visible to every user of the machine",
               "use " + flag + "-file FILE, or CHANCERY_" + std::string(row.name) +
                   (row.file_only ? "_FILE" : ""))
        .error();
  }
  return std::nullopt;
}

std::expected<Flags, Failure> read_flags(const Command& command, const Words& words) {
  if (auto failure = plain_secret(words)) return std::unexpected(std::move(*failure));
  auto flags = Flags::parse(words, known_flags(command));
  if (!flags) return std::unexpected(Failure{Exit::wrong_usage, std::move(flags.error())});
  const auto most = command.operand.empty() ? 0U : 1U;
  const auto least = command.operand.starts_with('[') ? 0U : most;
  const auto given = flags->operands().size();
  if (given < least || given > most) {
    // Never repeats what is too many: it may be a password that lost its flag.
    const auto takes = most == 0 ? "no argument" : "one argument, " + std::string(command.operand);
    return wrong_usage(std::string(command.name) + " takes " + takes,
                       "chancery " + std::string(command.name) + " --help tells more");
  }
  return *std::move(flags);
}

SettingSources sources_of(const Flags& flags,
                          const std::map<std::string, std::string>& environment) {
  SettingSources sources{.environment = environment};
  if (const auto file = flags.value("config")) sources.config_file = *file;
  sources.flags.insert(flags.given().begin(), flags.given().end());
  return sources;
}

Outcome run_command(const Job& job) {
  if (!std::ranges::all_of(job.words, codec::is_utf8)) {
    return wrong_usage("an argument is not UTF-8",
                       "use a terminal or script whose locale is UTF-8");
  }
  const auto found = find_command(job);
  if (!found) return std::unexpected(found.error());
  const auto& [command, words] = *found;
  if (command == nullptr) return {};
  if (std::ranges::any_of(words, is_help)) {
    job.console.out << command_help(*command);
    return {};
  }
  const auto flags = read_flags(*command, words);
  if (!flags) return std::unexpected(flags.error());
  auto settings = load_settings(sources_of(*flags, job.environment));
  if (!settings) return std::unexpected(Failure{Exit::wrong_usage, std::move(settings.error())});
  return command->run({*flags, *settings, job.wiring, job.console});
}

Outcome run_and_flush(const Job& job) {
  try {
    auto outcome = run_command(job);
    // A secret that was made and printed to a full disk is lost: that is no success.
    if (outcome && !job.console.out.flush()) return failed({"cannot write to standard output"});
    return outcome;
  } catch (const std::exception& exception) {
    return failed({exception.what()});
  }
}

}  // namespace

const std::vector<Command>& commands() {
  static const auto all = [] {
    std::vector<Command> table;
    for (const auto part : {server_commands, client_commands, user_commands, key_commands,
                            session_commands, audit_commands, password_filter_commands}) {
      for (auto& command : part()) table.push_back(std::move(command));
    }
    return table;
  }();
  return all;
}

int run(const Words& words, const std::map<std::string, std::string>& environment, Console& console,
        const Wiring& wiring) {
  const auto outcome = run_and_flush({words, environment, console, wiring});
  if (outcome) return static_cast<int>(Exit::done);
  console.out.flush();
  print(console.err, outcome.error().complaint);
  return static_cast<int>(outcome.error().exit);
}

std::map<std::string, std::string> environment_map(const char* const* environ) {
  std::map<std::string, std::string> map;
  for (; environ != nullptr && *environ != nullptr; ++environ) {
    const std::string_view entry(*environ);
    const auto equals = entry.find('=');
    if (equals == std::string_view::npos) continue;
    map.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return map;
}

}  // namespace chancery::cli
