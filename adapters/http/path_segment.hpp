#pragma once

#include <string>
#include <string_view>

namespace chancery::http {

/// The text of a path's segment, percent-decoded once (RFC 3986 §2.4). Empty, which is nobody's id,
/// for what is no text: a cut or wrong escape, a control character, no UTF-8.
[[nodiscard]] std::string decoded_segment(std::string_view segment);

}  // namespace chancery::http
