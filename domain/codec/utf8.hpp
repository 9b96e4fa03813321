#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chancery::codec {

/// Whether `text` is UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above
/// U+10FFFF.
bool is_utf8(std::string_view text);

/// Takes one code point off the front of `text`; nothing, and `text` unchanged, if it does not
/// begin with one.
std::optional<char32_t> take_code_point(std::string_view& text);

/// Appends the UTF-8 form of a Unicode scalar value.
void append_utf8(std::string& out, char32_t code_point);

/// Whether `text` holds a C0 control, DEL or a C1 control. Expects UTF-8.
bool has_control(std::string_view text);

}  // namespace chancery::codec
