#include "adapters/templates/catalogue.hpp"

#include <algorithm>
#include <stdexcept>

#include "domain/codec/ascii.hpp"
#include "domain/codec/utf8.hpp"

namespace chancery::templates {
namespace {

using codec::trim;

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// Takes the text in front of the next placeholder off `text`, and the placeholder's name with it;
/// the name is empty at the end.
std::pair<std::string_view, std::string_view> take_placeholder(std::string_view& text) {
  const auto open = std::min(text.find('{'), text.size());
  const auto close = std::min(text.find('}', open), text.size());
  const auto before = text.substr(0, open);
  const auto name =
      open == text.size() ? std::string_view() : text.substr(open + 1, close - open - 1);
  text.remove_prefix(std::min(close + 1, text.size()));
  return {before, name};
}

}  // namespace

std::expected<Catalogue, TextError> Catalogue::parse(std::string_view text) {
  Catalogue catalogue;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto line = trim(take_line(text));
    if (line.empty() || line.starts_with('#')) continue;
    const auto equals = line.find('=');
    if (equals == std::string_view::npos || !codec::is_utf8(line)) {
      return std::unexpected(TextError{number, "is no line of the form key = text in UTF-8"});
    }
    const auto [place, is_new] =
        catalogue.texts_.emplace(trim(line.substr(0, equals)), trim(line.substr(equals + 1)));
    if (!is_new) return std::unexpected(TextError{number, "gives a key that was there before"});
  }
  return catalogue;
}

const std::string* Catalogue::find(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? nullptr : &found->second;
}

const std::string& Catalogue::at(std::string_view key) const {
  if (const auto* const text = find(key)) return *text;
  throw std::logic_error("no text for " + std::string(key));
}

std::vector<std::string> Catalogue::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, text] : texts_) keys.push_back(key);
  return keys;
}

std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const auto name = take_placeholder(text).second;
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

std::string filled(std::string_view text,
                   const std::function<std::string(std::string_view)>& value) {
  std::string out;
  while (!text.empty()) {
    const auto [before, name] = take_placeholder(text);
    out += before;
    if (!name.empty()) out += value(name);
  }
  return out;
}

}  // namespace chancery::templates
