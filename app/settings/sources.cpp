#include "app/settings/sources.hpp"

#include <optional>
#include <vector>

#include "app/nearest.hpp"
#include "app/read_file.hpp"
#include "app/settings/env_file.hpp"
#include "app/settings/table.hpp"

namespace chancery::settings {
namespace {

using Values = std::map<std::string, Given, std::less<>>;
using Collected = std::expected<Values, Complaint>;

constexpr std::string_view prefix = "CHANCERY_";
constexpr std::string_view file_suffix = "_FILE";

struct Name {
  std::string setting;
  bool in_file;
};

bool is_setting(std::string_view name) {
  for (const auto& row : table()) {
    if (row.name == name) return true;
  }
  return false;
}

/// Reads `LISTEN` and `LISTEN_FILE`.
std::optional<Name> parse_name(std::string_view text) {
  if (is_setting(text)) return Name{std::string(text), false};
  if (!text.ends_with(file_suffix)) return std::nullopt;
  text.remove_suffix(file_suffix.size());
  if (!is_setting(text)) return std::nullopt;
  return Name{std::string(text), true};
}

std::unexpected<Complaint> unknown(const std::string& origin, std::string_view name) {
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  std::vector<std::string> known;
  for (const auto& row : table()) {
    known.emplace_back(row.name);
    known.push_back(std::string(row.name) + std::string(file_suffix));
  }
  const auto meant = std::string(prefix) + nearest(name, known).value_or("");
  return std::unexpected(Complaint{origin + " is no setting", "did you mean " + meant + "?"});
}

/// One place's values.
class Place {
 public:
  /// `name` is without `CHANCERY_`.
  std::optional<Complaint> add(const Name& name, Given given) {
    given.in_file = name.in_file;
    const auto [first, fresh] = values_.try_emplace(name.setting, given);
    if (fresh) return std::nullopt;
    return Complaint{first->second.origin + " and " + given.origin + " are both given",
                     "leave one of them away"};
  }
  Values& values() { return values_; }

 private:
  Values values_;
};

Collected from_config_file(const std::filesystem::path& file) {
  const auto text = read_small_file(file);
  const auto refuse = [&](const std::string& what) {
    return std::unexpected(Complaint{"cannot read " + file.string() + ": " + what});
  };
  if (!text) return refuse(text.error());
  const auto lines = parse_env_file(*text);
  if (!lines) return refuse(lines.error().message);
  Place place;
  for (const auto& [name, value, line] : *lines) {
    const auto origin = file.string() + " line " + std::to_string(line) + ": " + name;
    const auto known = name.starts_with(prefix)
                           ? parse_name(std::string_view(name).substr(prefix.size()))
                           : std::nullopt;
    if (!known) return unknown(origin, name);
    if (auto complaint = place.add(*known, {.origin = origin, .text = value})) {
      return std::unexpected(std::move(*complaint));
    }
  }
  return std::move(place.values());
}

bool is_injected(std::string_view name) {
  return name.starts_with("CHANCERY_SERVICE_") || name == "CHANCERY_PORT" ||
         name.starts_with("CHANCERY_PORT_");
}

Collected from_environment(const std::map<std::string, std::string>& environment) {
  Place place;
  for (const auto& [name, value] : environment) {
    if (!name.starts_with(prefix) || is_injected(name)) continue;
    const auto known = parse_name(std::string_view(name).substr(prefix.size()));
    if (!known) return unknown(name, name);
    if (auto complaint = place.add(*known, {.origin = name, .text = value})) {
      return std::unexpected(std::move(*complaint));
    }
  }
  return std::move(place.values());
}

Collected from_flags(const std::map<std::string, std::string>& flags) {
  Place place;
  for (const auto& row : table()) {
    const auto flag = flag_name(row);
    for (const bool in_file : {false, true}) {
      const auto found = flags.find(in_file ? flag + "-file" : flag);
      if (found == flags.end() || (row.secret && !in_file)) continue;
      Given given{.origin = "--" + found->first, .text = found->second, .by_flag = true};
      if (auto complaint = place.add({std::string(row.name), in_file}, std::move(given))) {
        return std::unexpected(std::move(*complaint));
      }
    }
  }
  return std::move(place.values());
}

}  // namespace

Collected collect(const SettingSources& sources) {
  auto file = sources.config_file ? from_config_file(*sources.config_file) : Collected(Values{});
  if (!file) return file;
  auto environment = from_environment(sources.environment);
  if (!environment) return environment;
  auto values = from_flags(sources.flags);
  if (!values) return values;
  // merge() keeps what is there: the later place comes first.
  values->merge(*environment);
  values->merge(*file);
  return values;
}

std::expected<std::string, Complaint> resolve(const Given& given) {
  if (!given.in_file) return given.text;
  auto text = read_small_file(given.text);
  if (!text) {
    return std::unexpected(
        Complaint{given.origin + ": cannot read " + given.text + ": " + text.error()});
  }
  if (text->ends_with('\n')) text->pop_back();
  if (text->ends_with('\r')) text->pop_back();
  return std::move(*text);
}

}  // namespace chancery::settings
