#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/templates/catalogue.hpp"
#include "adapters/templates/values.hpp"

namespace chancery::templates {

/// What a template makes.
enum class Form : std::uint8_t {
  html,
  /// Plain text: nothing in a value ends a line.
  text,
};

/// A page or a mail with blanks, a logic-less subset of Mustache:
///
/// - `{{name}}` the text of that name, escaped. There is no way around the escaping.
/// - `{{text.key}}` what the catalogue of the page's language says, its `{name}`s filled in,
/// escaped
/// - `{{#name}}…{{/name}}` if the text is there or the flag is set; for each item of a list
/// - `{{^name}}…{{/name}}` if the text is empty, the flag is not set, the list has no item
/// - `{{>name}}` a fragment: HTML that the program has made
/// - `{{! …}}` a comment
///
/// Thread-safe once made.
class Template {
 public:
  /// How deep sections may stand in each other.
  static constexpr std::size_t max_depth = 16;

  /// Reads a template, which must be UTF-8. A name that is not among `names`, or a key that is not
  /// in `texts`, is an error, as is a section that is not closed.
  static std::expected<Template, TextError> parse(std::string_view text, const Names& names,
                                                  const Catalogue& texts);

  [[nodiscard]] std::string render(const Values& values, const Catalogue& texts,
                                   Form form = Form::html) const;

  struct Node {
    enum class Kind : std::uint8_t { literal, text, message, fragment, section, inverted };
    Kind kind;
    /// Of a literal itself; else the name.
    std::string text;
    std::vector<Node> children{};
  };

 private:
  explicit Template(std::vector<Node> nodes) : nodes_(std::move(nodes)) {}

  std::vector<Node> nodes_;
};

}  // namespace chancery::templates
