#pragma once

#include <string_view>

namespace chancery::http {

/// Whether a `Content-Type` names the media type (RFC 9110 §8.3.1): compared without case; the one
/// parameter it may have is `charset=utf-8`.
[[nodiscard]] bool is_media_type(std::string_view value, std::string_view type);

}  // namespace chancery::http
