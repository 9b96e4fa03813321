#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace chancery {

/// How large an image may be that goes into a page itself.
inline constexpr std::size_t max_inline_image_size = 16 * 1024;  ///< bytes

/// Whether the text holds an image rather than names one: a `data:` URI (RFC 2397) of a PNG, JPEG,
/// GIF, WebP or SVG of that size at most, in base64. A browser runs no script of it, and asks
/// nobody for it.
bool is_inline_image(std::string_view uri);

/// The `data:` URI of a file, by what its bytes begin with. Nothing for a file of another kind, and
/// for one that is too large.
std::optional<std::string> inline_image(std::string_view file);

}  // namespace chancery
