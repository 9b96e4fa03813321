#include "domain/parameters.hpp"

#include <algorithm>

namespace chancery {

std::optional<std::string_view> single_value(const Parameters& parameters, std::string_view name) {
  const auto is_it = [&](const auto& parameter) { return parameter.first == name; };
  const auto found = std::ranges::find_if(parameters, is_it);
  if (found == parameters.end() || found->second.empty()) return std::nullopt;
  if (std::ranges::any_of(found + 1, parameters.end(), is_it)) return std::nullopt;
  return found->second;
}

std::size_t occurrences(const Parameters& parameters, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count_if(
      parameters, [&](const auto& parameter) { return parameter.first == name; }));
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace chancery
