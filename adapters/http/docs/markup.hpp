#pragma once

#include <string>
#include <string_view>

#include "adapters/templates/html.hpp"

namespace chancery::http::docs {

using templates::escaped;

/// `<code>` around escaped text.
std::string code(std::string_view text);

/// A line of the Markdown that descriptions are written in: `code` and **bold**; all else stands
/// for itself.
std::string inline_markdown(std::string_view text);

/// Paragraphs, and lists whose items begin with `- `; an indented line belongs to the one before.
std::string markdown(std::string_view text);

}  // namespace chancery::http::docs
