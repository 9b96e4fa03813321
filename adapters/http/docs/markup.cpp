#include "adapters/http/docs/markup.hpp"

#include <algorithm>

namespace chancery::http::docs {
namespace {

/// Takes what stands between two `mark`s at the front of `text`; leaves it when there is only one,
/// or nothing between them.
std::string_view take_marked(std::string_view& text, std::string_view mark) {
  if (!text.starts_with(mark)) return {};
  const auto end = text.find(mark, mark.size());
  if (end == std::string_view::npos || end == mark.size()) return {};
  const auto inside = text.substr(mark.size(), end - mark.size());
  text.remove_prefix(end + mark.size());
  return inside;
}

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// Takes a paragraph or an item of a list: up to an empty line or the next item.
std::string take_block(std::string_view& text) {
  std::string block(take_line(text));
  while (!text.empty() && !text.starts_with('\n') && !text.starts_with("- ")) {
    const auto line = take_line(text);
    block += ' ';
    block += line.substr(std::min(line.find_first_not_of(' '), line.size()));
  }
  return block;
}

std::string take_list(std::string_view& text) {
  std::string items;
  while (text.starts_with("- ")) {
    text.remove_prefix(2);
    items += "<li>" + inline_markdown(take_block(text)) + "</li>\n";
  }
  return "<ul>\n" + items + "</ul>\n";
}

}  // namespace

std::string code(std::string_view text) { return "<code>" + escaped(text) + "</code>"; }

std::string inline_markdown(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (const auto marked = take_marked(text, "`"); !marked.empty()) {
      out += code(marked);
    } else if (const auto bold = take_marked(text, "**"); !bold.empty()) {
      out += "<strong>" + escaped(bold) + "</strong>";
    } else {
      const auto plain = std::min(text.find_first_of("`*", 1), text.size());
      out += escaped(text.substr(0, plain));
      text.remove_prefix(plain);
    }
  }
  return out;
}

std::string markdown(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.starts_with('\n')) {
      text.remove_prefix(1);
    } else if (text.starts_with("- ")) {
      out += take_list(text);
    } else {
      out += "<p>" + inline_markdown(take_block(text)) + "</p>\n";
    }
  }
  return out;
}

}  // namespace chancery::http::docs
