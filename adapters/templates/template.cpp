#include "adapters/templates/template.hpp"

#include <algorithm>
#include <ranges>

#include "adapters/templates/html.hpp"
#include "adapters/templates/template_reader.hpp"
#include "domain/codec/ascii.hpp"

namespace chancery::templates {
namespace {

using Node = Template::Node;

/// Without what would end a line, or do worse to a terminal.
std::string one_line(std::string text) {
  std::ranges::replace_if(text, codec::is_control, ' ');
  return text;
}

/// Writes a page. Names are looked up in the innermost item first.
class Writer {
 public:
  Writer(const Values& values, const Catalogue& texts, Form form)
      : frames_{&values}, texts_(texts), form_(form) {}

  void write(const std::vector<Node>& nodes) {
    for (const auto& node : nodes) write(node);
  }

  std::string take() { return std::move(out_); }

 private:
  void write(const Node& node) {
    switch (node.kind) {
      case Node::Kind::literal: out_ += node.text; break;
      case Node::Kind::text: out_ += fit(text_of(node.text)); break;
      case Node::Kind::message: out_ += fit(message(node.text)); break;
      case Node::Kind::fragment: out_ += fragment(node.text); break;
      case Node::Kind::section: write_section(node); break;
      case Node::Kind::inverted:
        if (!is_set(node.text)) write(node.children);
        break;
    }
  }

  [[nodiscard]] std::string fit(std::string text) const {
    return form_ == Form::html ? escaped(text) : one_line(std::move(text));
  }

  void write_section(const Node& node) {
    const auto* const list = find(&Values::find_list, node.text);
    if (list == nullptr) {
      if (is_set(node.text)) write(node.children);
      return;
    }
    for (const auto& item : *list) {
      frames_.push_back(&item);
      write(node.children);
      frames_.pop_back();
    }
  }

  template <class Found>
  const Found* find(const Found* (Values::*member)(std::string_view) const,
                    std::string_view name) const {
    for (const auto* const frame : frames_ | std::views::reverse) {
      if (const auto* const found = (frame->*member)(name)) return found;
    }
    return nullptr;
  }

  [[nodiscard]] bool is_set(std::string_view name) const {
    if (const auto* const list = find(&Values::find_list, name)) return !list->empty();
    if (const auto* const flag = find(&Values::find_flag, name)) return *flag;
    return !text_of(name).empty();
  }

  [[nodiscard]] std::string text_of(std::string_view name) const {
    const auto* const text = find(&Values::find_text, name);
    return text == nullptr ? std::string() : *text;
  }

  [[nodiscard]] std::string fragment(std::string_view name) const {
    const auto* const html = find(&Values::find_fragment, name);
    return html == nullptr ? std::string() : *html;
  }

  [[nodiscard]] std::string message(std::string_view key) const {
    return filled(texts_.at(key), [this](std::string_view name) { return text_of(name); });
  }

  std::vector<const Values*> frames_;
  const Catalogue& texts_;
  Form form_;
  std::string out_;
};

}  // namespace

std::expected<Template, TextError> Template::parse(std::string_view text, const Names& names,
                                                   const Catalogue& texts) {
  auto nodes = read_template(text, names, texts);
  if (!nodes) return std::unexpected(std::move(nodes.error()));
  return Template(*std::move(nodes));
}

std::string Template::render(const Values& values, const Catalogue& texts, Form form) const {
  Writer writer(values, texts, form);
  writer.write(nodes_);
  return writer.take();
}

}  // namespace chancery::templates
