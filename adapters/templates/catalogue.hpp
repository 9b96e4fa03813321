#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::templates {

/// What is wrong with a template or a catalogue, and where.
struct TextError {
  std::size_t line;  ///< from 1
  std::string message;
  std::string hint{};

  bool operator==(const TextError&) const = default;
};

/// The texts of the pages in one language: lines of `key = text`, empty ones, and comments that
/// begin with `#`. A text may have `{name}` in it, which stands for a value of the page.
class Catalogue {
 public:
  static std::expected<Catalogue, TextError> parse(std::string_view text);

  /// Null when there is none.
  [[nodiscard]] const std::string* find(std::string_view key) const;
  /// The text; std::logic_error when there is none: keys are ours, and a test compares the
  /// catalogues.
  [[nodiscard]] const std::string& at(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> keys() const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

/// The names in braces, in their order.
std::vector<std::string> placeholders(std::string_view text);

/// `text` with every `{name}` replaced by what `value` says of it.
std::string filled(std::string_view text,
                   const std::function<std::string(std::string_view)>& value);

}  // namespace chancery::templates
