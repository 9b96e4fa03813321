#include "app/cli/flags.hpp"

#include <algorithm>

// Its std::regex would overflow the stack on a long value and take no line break.
#define CXXOPTS_NO_REGEX
#include <cxxopts.hpp>

#include "app/nearest.hpp"

namespace chancery::cli {
namespace {

using Words = std::vector<std::string>;

bool is_flag(std::string_view word) { return word.size() > 1 && word.starts_with('-'); }

std::unexpected<Complaint> unknown(std::string_view word, const std::vector<Flag>& known) {
  const auto name = word.substr(0, word.find('='));
  const auto bare = name.substr(std::min(name.find_first_not_of('-'), name.size()));
  std::vector<std::string> names;
  for (const auto& flag : known) names.push_back(flag.name);
  const auto meant = nearest(bare, names);
  std::string hint = meant ? "did you mean --" + *meant + "?" : "";
  // As a name or an id of another program's may.
  if (!word.starts_with("--")) hint += " What begins with a dash and is no flag goes behind --";
  return std::unexpected(Complaint{"unknown flag " + std::string(name), std::move(hint)});
}

cxxopts::ParseResult scan(const Words& words, const std::vector<Flag>& known) {
  cxxopts::Options options("chancery");
  options.allow_unrecognised_options();
  for (const auto& flag : known) {
    // Always text: cxxopts cuts lists at commas and takes many words for a bool.
    auto value = cxxopts::value<std::string>();
    if (flag.placeholder.empty()) value->implicit_value("");
    options.add_options()(flag.name, "", value);
  }
  std::vector<const char*> argv{"chancery"};
  for (const auto& word : words) argv.push_back(word.c_str());
  return options.parse(static_cast<int>(argv.size()), argv.data());
}

/// What cxxopts lets through for one flag.
std::optional<Complaint> review(const Flag& flag, const Words& values, const Words& words) {
  const auto name = "--" + flag.name;
  if (values.size() > 1 && !flag.repeats) return Complaint{name + " is given twice"};
  for (const auto& value : values) {
    if (flag.placeholder.empty()) {
      if (!value.empty()) return Complaint{name + " takes no value"};
    } else if (value.starts_with("--") && std::ranges::find(words, value) != words.end()) {
      // It took the next flag for its value.
      return Complaint{name + " needs a value", "if it begins with --, write " + name + "=VALUE"};
    }
  }
  return std::nullopt;
}

}  // namespace

std::expected<Flags, Complaint> Flags::parse(const Words& words, const std::vector<Flag>& known) {
  const auto separator = std::ranges::find(words, "--");
  const Words before(words.begin(), separator);
  Flags flags;
  try {
    const auto parsed = scan(before, known);
    for (const auto& word : parsed.unmatched()) {
      if (is_flag(word)) return unknown(word, known);
      flags.operands_.push_back(word);
    }
    for (const auto& argument : parsed.arguments()) {
      flags.given_.emplace_back(argument.key(), argument.value());
    }
  } catch (const cxxopts::exceptions::exception&) {
    // The one thing left to refuse is a last word that lacks its value.
    return std::unexpected(Complaint{before.back() + " needs a value"});
  }
  if (separator != words.end()) {
    flags.operands_.insert(flags.operands_.end(), separator + 1, words.end());
  }
  for (const auto& flag : known) {
    if (auto complaint = review(flag, flags.values(flag.name), before)) {
      return std::unexpected(std::move(*complaint));
    }
  }
  return flags;
}

bool Flags::has(std::string_view name) const {
  return std::ranges::any_of(given_, [&](const auto& flag) { return flag.first == name; });
}

std::optional<std::string> Flags::value(std::string_view name) const {
  for (const auto& [flag, value] : given_) {
    if (flag == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string> Flags::values(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [flag, value] : given_) {
    if (flag == name) values.push_back(value);
  }
  return values;
}

}  // namespace chancery::cli
