#include "adapters/templates/template_reader.hpp"

#include <algorithm>
#include <optional>

#include "domain/codec/ascii.hpp"
#include "domain/codec/utf8.hpp"

namespace chancery::templates {
namespace {

using codec::is_alpha;
using codec::is_digit;
using codec::trim;

using Node = Template::Node;
using Nodes = std::vector<Node>;
using std::unexpected;

constexpr std::string_view message_prefix = "text.";

bool is_name(std::string_view text) {
  return !text.empty() && is_alpha(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_alpha(c) || is_digit(c) || c == '_' || c == '.';
  });
}

std::string listed(const Names::Set& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

/// Reads nodes one after the other and keeps which sections are open.
class Reader {
 public:
  Reader(std::string_view text, const Names& names, const Catalogue& texts)
      : rest_(text), names_(names), texts_(texts) {}

  std::expected<Nodes, TextError> read() {
    while (!rest_.empty()) {
      const auto tag = take_tag();
      if (!tag) return unexpected(tag.error());
      if (auto error = tag->empty() ? std::nullopt : apply(*tag)) return unexpected(*error);
    }
    if (!open_.empty()) {
      line_ = open_.back().line;
      return unexpected(error("{{#" + open_.back().name + "}} is not closed"));
    }
    return std::move(nodes_);
  }

 private:
  using Outcome = std::optional<TextError>;

  struct Open {
    std::string name;
    std::size_t line;
    Nodes before;
    Node::Kind kind;
  };

  [[nodiscard]] TextError error(std::string message, std::string hint = {}) const {
    return {line_, std::move(message), std::move(hint)};
  }

  void advance(std::size_t count) {
    line_ += static_cast<std::size_t>(std::ranges::count(rest_.substr(0, count), '\n'));
    rest_.remove_prefix(count);
  }

  /// Takes the literal up to the next tag, and what stands between the tag's braces; nothing when
  /// there is no further tag.
  std::expected<std::string_view, TextError> take_tag() {
    const auto begin = std::min(rest_.find("{{"), rest_.size());
    if (begin > 0) nodes_.push_back({Node::Kind::literal, std::string(rest_.substr(0, begin))});
    advance(begin);
    if (rest_.empty()) return std::string_view();
    const auto end = rest_.find("}}");
    const auto inside =
        end == std::string_view::npos ? std::string_view() : rest_.substr(2, end - 2);
    if (trim(inside).empty()) {
      return unexpected(error("a tag is empty or not closed", "tags are written {{name}}"));
    }
    advance(end + 2);
    return inside;
  }

  Outcome apply(std::string_view tag) {
    const char sign = tag.front();
    if (sign == '!') return std::nullopt;
    const bool has_sign = std::string_view("#^/>").find(sign) != std::string_view::npos;
    const auto name = trim(has_sign ? tag.substr(1) : tag);
    if (!is_name(name)) {
      return error("a tag is none of {{name}}, {{#name}}, {{^name}}, {{/name}}, {{>name}}, {{! }}",
                   "everything is escaped; there is no tag that is not");
    }
    switch (sign) {
      case '#': return begin_section(name, Node::Kind::section);
      case '^': return begin_section(name, Node::Kind::inverted);
      case '/': return end_section(name);
      case '>': return add_fragment(name);
      default: return add_text(name);
    }
  }

  Outcome add_text(std::string_view name) {
    if (name.starts_with(message_prefix)) return add_message(name.substr(message_prefix.size()));
    if (!has_text(name)) return unknown("{{" + std::string(name) + "}}", known_texts());
    nodes_.push_back({Node::Kind::text, std::string(name)});
    return std::nullopt;
  }

  Outcome add_message(std::string_view key) {
    const auto* const text = texts_.find(key);
    if (text == nullptr) {
      return error("there is no text {{text." + std::string(key) + "}}",
                   "docs/pages.md says where the texts are listed");
    }
    for (const auto& name : placeholders(*text)) {
      if (!has_text(name)) {
        return error("the text {{text." + std::string(key) + "}} needs {" + name +
                     "}, which is not known here");
      }
    }
    nodes_.push_back({Node::Kind::message, std::string(key)});
    return std::nullopt;
  }

  Outcome add_fragment(std::string_view name) {
    if (!names_.fragments.contains(name)) {
      return unknown("{{>" + std::string(name) + "}}", names_.fragments);
    }
    nodes_.push_back({Node::Kind::fragment, std::string(name)});
    return std::nullopt;
  }

  Outcome begin_section(std::string_view name, Node::Kind kind) {
    if (!has_text(name) && !names_.flags.contains(name) && !names_.lists.contains(name)) {
      return unknown("{{#" + std::string(name) + "}}", known_sections());
    }
    if (open_.size() == Template::max_depth) return error("sections stand too deep in each other");
    open_.push_back({std::string(name), line_, std::move(nodes_), kind});
    nodes_.clear();
    return std::nullopt;
  }

  Outcome end_section(std::string_view name) {
    if (open_.empty() || open_.back().name != name) {
      return error("{{/" + std::string(name) + "}} closes no section",
                   open_.empty() ? "" : "open is {{#" + open_.back().name + "}}");
    }
    auto section = std::move(open_.back());
    open_.pop_back();
    section.before.push_back({section.kind, std::move(section.name), std::move(nodes_)});
    nodes_ = std::move(section.before);
    return std::nullopt;
  }

  [[nodiscard]] Outcome unknown(const std::string& tag, const Names::Set& known) const {
    return error(tag + " is not known here", "known are: " + listed(known));
  }

  [[nodiscard]] bool has_text(std::string_view name) const {
    if (names_.texts.contains(name)) return true;
    return std::ranges::any_of(open_, [&](const Open& section) {
      const auto list = names_.lists.find(section.name);
      return section.kind == Node::Kind::section && list != names_.lists.end() &&
             list->second.contains(name);
    });
  }

  [[nodiscard]] Names::Set known_texts() const {
    auto known = names_.texts;
    for (const auto& section : open_) {
      const auto list = names_.lists.find(section.name);
      if (list != names_.lists.end()) known.insert(list->second.begin(), list->second.end());
    }
    return known;
  }

  [[nodiscard]] Names::Set known_sections() const {
    auto known = known_texts();
    known.insert(names_.flags.begin(), names_.flags.end());
    for (const auto& [name, items] : names_.lists) known.insert(name);
    return known;
  }

  std::string_view rest_;
  const Names& names_;
  const Catalogue& texts_;
  std::size_t line_ = 1;
  std::vector<Open> open_;
  Nodes nodes_;
};

}  // namespace

std::expected<Nodes, TextError> read_template(std::string_view text, const Names& names,
                                              const Catalogue& texts) {
  if (!codec::is_utf8(text)) return unexpected(TextError{1, "the text is not UTF-8"});
  return Reader(text, names, texts).read();
}

}  // namespace chancery::templates
